//! What is typed in step mode, and the answer. Orders of the console still
//! make sense here, and are passed on.

use super::{Stepper, WIDE};
use crate::commands::orders::Orders;
use crate::commands::wrap::wrap;
use crate::step::{Order, Who, order};
use crate::trace::escape;
use std::time::{Duration, Instant};

const HELP: &str = "\
Enter         the one that has been held longest goes on to its next gate
2             number 2 of the list goes
worker-2, #7  that thread, or the one of that connection; with a call, only
              if it stands before it: #7 write
all           each that is held now goes
until EVENT   the longest-held goes, again and again, until somebody stands
              before a call (until write), one does (until #7, until #7 read),
              or it happens: accepted, waits, served, closed, turned-away;
              Enter ends it, and so does the next order
Ctrl-D        opens every gate, for good; the server goes on
";

/// How long a script waits for who is not held yet.
const PATIENCE: Duration = Duration::from_secs(5);

impl Stepper {
    /// What to show for a line that was typed. A script `waits` for who is not
    /// held yet; a person sees it.
    pub fn obey(&self, line: &str, orders: &Orders, waits: bool) -> String {
        let order = order(line);
        let steps = !matches!(order, Order::Other | Order::Wrong(_));
        if steps && self.keeper.is_playing() {
            return "the schedule is not at its end: it says who goes\n".into();
        }
        if line.trim().is_empty() && self.keeper.end_until() {
            return String::new();
        }
        match order {
            Order::Go(who) => self.go(who, waits),
            Order::All => {
                self.keeper.all();
                String::new()
            }
            Order::Until(goal) => {
                self.keeper.until(goal);
                String::new()
            }
            Order::Wrong(how) => wrap(&how, WIDE, "  ") + "\n",
            Order::Other if line.trim() == "help" => {
                let theirs = orders.obey("help");
                let theirs = theirs.lines().filter(|l| !l.starts_with("help"));
                HELP.lines()
                    .chain(theirs)
                    .map(|line| format!("{line}\n"))
                    .collect()
            }
            Order::Other => orders.obey(line.trim()),
        }
    }

    fn go(&self, who: Who, waits: bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.keeper.go(who) {
                Ok(()) => return String::new(),
                Err(_) if waits && Instant::now() < end => {
                    self.keeper.look_up();
                }
                Err(why) => {
                    return format!("{}\n", escape(why.as_bytes(), 200));
                }
            }
        }
    }
}
