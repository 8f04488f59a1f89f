//! Without a terminal, what is to be done is read from standard input, a line
//! at a time; the answer is a transcript on standard output.

use super::{Stepper, Told, WIDE};
use crate::commands::orders::Orders;
use crate::trace::escape;
use std::io::{self, BufRead, Write};
use std::thread;
use std::time::{Duration, Instant};

/// How long the first thread may take to its first gate.
const FIRST: Duration = Duration::from_secs(1);
/// How long an order may take, `until` included, and a schedule.
const PATIENCE: Duration = Duration::from_secs(60);

impl Stepper {
    /// Reads orders on a thread of its own, to the end of the input; then
    /// every gate opens.
    pub fn read_script(self, orders: Orders, told: Told) -> io::Result<()> {
        let reader = thread::Builder::new().name("console".into());
        reader.spawn(move || {
            // An input that can't be read has ended.
            let _ = self.follow(&orders, &told);
            if !orders.stop.is_asked() {
                self.open("end of input");
            }
        })?;
        Ok(())
    }

    fn follow(&self, orders: &Orders, told: &Told) -> io::Result<()> {
        self.begin();
        if self.keeper.is_playing() {
            while self.keeper.is_playing() {
                self.keeper.settle(PATIENCE);
            }
            print(&self.shows(WIDE));
        }
        for line in io::stdin().lock().lines() {
            let line = line?;
            if line.starts_with("# ") {
                continue; // a comment, as in a schedule
            }
            let answer = self.obey(&line, orders, true);
            self.keeper.settle(PATIENCE);
            let said = told.take();
            let shows = self.shows(WIDE);
            let line = escape(line.trim().as_bytes(), 200);
            print(&format!("> {line}\n{answer}{said}{shows}"));
        }
        Ok(())
    }

    /// Shows whom one can let go, as soon as there is somebody; whom a schedule
    /// lets go, one can't.
    fn begin(&self) {
        let end = Instant::now() + FIRST;
        let begins =
            || self.keeper.view().rows.is_empty() || self.keeper.plays_on();
        while begins() && Instant::now() < end {
            self.keeper.look_up();
        }
        print(&self.shows(WIDE));
    }
}

fn print(text: &str) {
    let mut stdout = io::stdout();
    // Nobody may read the transcript, and the steps are made all the same.
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}
