//! Plays the schedule, writes down who was let go, and keeps the screen up to
//! date.

use super::block::{Around, block};
use super::{Screen, Stepper, Told};
use crate::commands::orders::Orders;
use crate::commands::stop::Stop;
use crate::commands::{complain, complain_within, terminal};
use crate::net::kernel_queue;
use crate::step::{News, Stuck};
use crate::trace::{self, What};
use std::io::{self, IsTerminal};
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};

const NOT_REACHED: &str =
    "until: not reached after 1000 steps, or 30 s in which nobody moved\n";

/// How often somebody looks into the kernel's queue: at most every 200 ms, and
/// for a twentieth of the time. With many sockets a look takes long.
const LOOK: Duration = Duration::from_millis(200);
const SHARE: u32 = 20;

impl Stepper {
    /// What a person sees of it, `width` columns wide.
    pub(super) fn shows(&self, width: usize) -> String {
        let around = self.around(self.queued());
        let lines = block(&self.keeper.view(), &around, width, 1000);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn around(&self, queued: u64) -> Around<'_> {
        Around { title: &self.title, ungated: self.ungated, queued }
    }

    fn queued(&self) -> u64 {
        self.addr.and_then(kernel_queue).unwrap_or(0)
    }

    /// Writes down who was let go. The error is what to say.
    fn note(&self, stop: &Stop) -> Result<(), String> {
        let Some(paper) = &self.paper else {
            drop(self.keeper.take_steps());
            return Ok(());
        };
        // Taken behind the lock, so that no two of us swap their lines.
        let mut paper = paper.lock().unwrap_or_else(PoisonError::into_inner);
        let added = paper.add(&self.keeper.take_steps());
        drop(paper);
        added.inspect_err(|_| stop.fail())
    }

    /// Goes on until the server ends, on a thread of its own.
    pub fn watch(
        &self,
        orders: Orders,
        mut screen: Option<Screen>,
        told: Told,
    ) -> io::Result<()> {
        let (last, stop) = (self.clone(), orders.stop.clone());
        orders.stop.before_exit(move || {
            if let Err(text) = last.note(&stop) {
                complain(&text); // the log is at its end
            }
        });
        let parting = screen.as_ref().map(Screen::parting);
        if let Some(parting) = parting {
            let stepper = self.clone();
            orders.stop.at_parting(move || {
                let view = stepper.keeper.view();
                parting.paint(&view, &stepper.around(0));
            });
        }
        let stepper = self.clone();
        let watcher = thread::Builder::new().name("stepper".into());
        watcher.spawn(move || {
            let (mut queued, mut due) = (0, Instant::now());
            loop {
                let news = stepper.keeper.watch();
                if let Err(text) = stepper.note(&orders.stop) {
                    trace::emit(0, What::Trouble(text));
                }
                match news {
                    Some(News::Stuck(stuck)) => {
                        let view = stepper.keeper.view();
                        let around = stepper.around(stepper.queued());
                        orders.stop.exit_saying(1, || {
                            if let Some(screen) = screen {
                                screen.parting().paint(&view, &around);
                            }
                            complain_within(columns(), &explain(&stuck));
                        });
                    }
                    Some(News::Played) => {
                        let text = "the schedule is done".into();
                        trace::emit(0, What::Note(text));
                    }
                    Some(News::NotReached) => _ = told.add(NOT_REACHED),
                    Some(News::Reached) | None => (),
                }
                let Some(paper) = &mut screen else { continue };
                let begin = Instant::now();
                if begin >= due {
                    queued = stepper.queued();
                    let most = LOOK.max(begin.elapsed() * SHARE);
                    due = Instant::now() + most;
                }
                let view = stepper.keeper.view();
                if !paper.paint(&view, &stepper.around(queued)) {
                    screen = None;
                }
            }
        })?;
        Ok(())
    }
}

/// Of standard error; where it is no terminal, a message is one line.
fn columns() -> usize {
    match io::stderr().is_terminal() {
        true => terminal::size().0,
        false => usize::MAX,
    }
}

fn explain(Stuck { line, step, now }: &Stuck) -> String {
    format!(
        "--schedule, line {line}: {} never stands before {}: {now}; \
         start the stage and the service that it was saved from, and let \
         clients do the same again",
        step.thread, step.point
    )
}
