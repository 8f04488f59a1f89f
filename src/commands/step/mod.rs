//! `--step`: you are the scheduler. What is typed, what is shown, and the
//! files; who is held and let go is in `step/`.

mod block;
mod paper;
mod screen;
mod script;
mod told;
mod typed;
mod watch;

pub use screen::Screen;
pub use told::Told;

use super::Failure;
use super::files::same;
use crate::cli::{self, Serve};
use crate::stage::Stage;
use crate::step::{Gates, Keeper, NETWORK};
use crate::trace::{self, Call, Listener, What};
use paper::Paper;
use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// An answer and a transcript have so many columns.
const WIDE: usize = 79;

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

impl Stepper {
    pub fn listener(&self) -> Box<dyn Listener> {
        Box::new(self.keeper.clone())
    }

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
            && same(read, write)
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
        // Who looks at a screen may take any time to start a client.
        let person = io::stdin().is_terminal() && io::stdout().is_terminal();
        let patience = if person { u64::MAX } else { NETWORK };
        let stepper = Self {
            keeper: Keeper::new(gates, steps, patience),
            paper: paper.map(|paper| Arc::new(Mutex::new(paper))),
            title,
            ungated: stage.ungated,
            addr: (!stage.is_udp()).then_some(addr),
        };
        trace::keep_gates(Box::new(stepper.keeper.clone()));
        Ok(Some(stepper))
    }

    /// Every gate opens; says so, unless they were open.
    pub fn open(&self, why: &str) {
        if self.keeper.open() {
            let text = format!("{why}: every gate is open");
            trace::emit(0, What::Note(text));
        }
    }
}
