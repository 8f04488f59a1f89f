//! What the console says to whoever types there.

use super::orders::Orders;
use super::step::{Stepper, Told};
use std::io::{self, Write};

/// Where an answer goes: below the line, or on the screen of step mode.
pub struct Page<W> {
    pub paper: W,
    pub step: Option<(Stepper, Told)>,
}

impl<W: Write> Page<W> {
    pub fn answer(&mut self, line: &str, orders: &Orders) -> io::Result<()> {
        let Some((stepper, told)) = &self.step else {
            let answer = orders.obey(line.trim());
            return self.paper.write_all(answer.as_bytes());
        };
        let answer = stepper.obey(line, orders, false);
        told.answer(&match answer.is_empty() {
            true => answer,
            false => format!("> {}\n{answer}", line.trim()),
        });
        stepper.keeper.nudge();
        Ok(())
    }

    /// The person is gone.
    pub fn close(&mut self) -> io::Result<()> {
        let end = "console closed; the server runs on (stop: Ctrl-C)\n";
        let Some((stepper, told)) = &self.step else {
            return self.paper.write_all(end.as_bytes());
        };
        // Before the last paint, that it shows no panel of before.
        stepper.open("console closed");
        told.add(end);
        told.end();
        stepper.keeper.nudge();
        Ok(())
    }
}
