//! `--step`: you are the scheduler. What is typed, what is shown, and the
//! files; who is held and let go is in `step/`.

mod block;
mod paper;
mod screen;
mod script;

pub use screen::{Screen, Told};

use super::Failure;
use super::orders::Orders;
use crate::cli::{self, Serve};
use crate::net::kernel_queue;
use crate::stage::Stage;
use crate::step::{Gates, Keeper, News, Order, Who, order};
use crate::trace::{self, Call, What, escape};
use block::{Around, block};
use paper::Paper;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A handle on step mode, and what its screen shows besides.
#[derive(Clone)]
pub struct Stepper {
    pub keeper: Keeper,
    paper: Option<Arc<Mutex<Paper>>>,
    title: String,
    ungated: &'static str,
    /// Where clients queue in the kernel.
    addr: Option<SocketAddr>,
}

const HELP: &str = "\
Enter         the one that has been held longest goes on to its next gate
2             number 2 of the list goes
worker-2, #7  that thread, or the one of that connection; with a call, only
              if it stands before it: #7 write
all           each that is held now goes
until EVENT   the longest-held goes, again and again, until somebody stands
              before a call (until write), one does (until #7, until #7 read),
              or it happens: accepted, waits, served, closed, turned-away
Ctrl-D        opens every gate, for good; the server goes on
";

const NOT_REACHED: &str =
    "until: not reached after 1000 steps, or 30 s in which nobody moved\n";

/// How long a script waits for who is not held yet.
const PATIENCE: Duration = Duration::from_secs(5);

impl Stepper {
    /// None where no flag asks for it.
    pub fn new(
        flags: &Serve,
        stage: &Stage,
        addr: SocketAddr,
    ) -> Result<Option<Self>, Failure> {
        let seen = &flags.seen;
        let paths = (&seen.schedule, &seen.save_schedule);
        if seen.step.is_none() && paths == (&None, &None) {
            return Ok(None);
        }
        if !stage.steps {
            return Err(Failure::usage(format!(
                "--step can't hold stage {}: {}; take --stage threads",
                stage.name, stage.ungated
            )));
        }
        if let (Some(read), Some(write)) = paths
            && let (Ok(read), Ok(write)) =
                (read.canonicalize(), write.canonicalize())
            && read == write
        {
            return Err(Failure::usage(
                "--schedule and --save-schedule name the same file: it would \
                 be lost; save in another one",
            ));
        }
        let steps = paths.0.as_deref().map(paper::read).transpose()?;
        let inner = |point| matches!(point, Call::Think | Call::Lock);
        let named = steps.iter().flatten().any(|(_, step)| inner(step.point));
        let gates = match seen.step {
            Some(cli::Step::Locks) => Gates::Locks,
            None if named => Gates::Locks,
            _ => Gates::Calls,
        };
        let paper = paths.1.as_deref().map(Paper::open).transpose()?;
        let service = &flags.talk.service;
        let title = match stage.is_udp() {
            true => format!("stage {}", stage.name),
            false => format!("stage {}, service {service}", stage.name),
        };
        let stepper = Self {
            keeper: Keeper::new(gates, steps),
            paper: paper.map(|paper| Arc::new(Mutex::new(paper))),
            title,
            ungated: stage.ungated,
            addr: (!stage.is_udp()).then_some(addr),
        };
        trace::keep_gates(Box::new(stepper.keeper.clone()));
        Ok(Some(stepper))
    }

    /// What a person sees of it, `width` columns wide.
    fn shows(&self, width: usize) -> String {
        let lines = block(&self.keeper.view(), &self.around(), width, 1000);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn around(&self) -> Around<'_> {
        let queued = self.addr.and_then(kernel_queue);
        Around {
            title: &self.title,
            ungated: self.ungated,
            queued: queued.unwrap_or(0),
        }
    }

    /// Writes down who was let go.
    pub fn note(&self) {
        if let Some(paper) = &self.paper {
            let mut paper =
                paper.lock().unwrap_or_else(PoisonError::into_inner);
            paper.add(&self.keeper.take_steps());
        }
    }

    /// Plays the schedule and keeps the screen up to date, on a thread of its
    /// own, until the server ends.
    pub fn watch(
        &self,
        orders: Orders,
        mut screen: Option<Screen>,
        told: Told,
    ) -> std::io::Result<()> {
        let stepper = self.clone();
        let watcher = thread::Builder::new().name("stepper".into());
        watcher.spawn(move || {
            loop {
                let news = stepper.keeper.watch();
                stepper.note();
                match news {
                    Some(News::Stuck(stuck)) => {
                        let text = format!(
                            "--schedule, line {}: {} never stands before {}; \
                             {}; the order of threads is fixed, not the \
                             network: do clients say the same, in the same \
                             stage?",
                            stuck.line,
                            stuck.step.thread,
                            stuck.step.point,
                            stuck.now
                        );
                        orders.stop.exit_with(&Failure::start(text));
                    }
                    Some(News::Played) => {
                        let text = "the schedule is done".into();
                        trace::emit(0, What::Note(text));
                    }
                    Some(News::NotReached) => told.add(NOT_REACHED),
                    Some(News::Reached) | None => (),
                }
                let view = stepper.keeper.view();
                let paints = |screen: &mut Screen| {
                    screen.paint(&view, &stepper.around())
                };
                if !screen.as_mut().is_none_or(paints) {
                    screen = None;
                }
            }
        })?;
        Ok(())
    }

    /// What to show for a line that was typed. A script `waits` for who is not
    /// held yet; a person sees it.
    pub fn obey(&self, line: &str, orders: &Orders, waits: bool) -> String {
        let order = order(line);
        let steps = !matches!(order, Order::Other | Order::Wrong(_));
        if steps && self.keeper.is_playing() {
            return "the schedule is not at its end: it says who goes\n".into();
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
            Order::Wrong(how) => how.into(),
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

    /// Every gate opens; says so, unless they were open.
    pub fn open(&self, why: &str) {
        if self.keeper.open() {
            let text = format!("{why}: every gate is open");
            trace::emit(0, What::Note(text));
        }
    }
}
