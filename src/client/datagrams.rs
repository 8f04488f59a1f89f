//! One line is one datagram. One thread decides; others bring it what was
//! typed and what arrived, over channels that hold only so much.

use super::ending::{Ending, Trouble};
use super::listen::Ear;
use super::output::Output;
use super::session::Session;
use super::teller::Teller;
use super::threads::{Source, listen, read_lines};
use super::wire::Wire;
use crossbeam_channel::{bounded, never, tick};
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

pub struct Datagrams {
    pub teller: Teller,
    pub output: Box<dyn Output>,
    pub wire: Option<Wire>,
    pub ears: Vec<Ear>,
    /// How long an answer may take; or, without a peer, how long a silence.
    pub timeout: Option<Duration>,
    pub heartbeat: Option<Duration>,
    /// A person types: what is missing is told, and is no failure.
    pub typed: bool,
}

/// Why it is over before its time: nobody reads our output, or trouble.
pub enum Stop {
    Unread,
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl Datagrams {
    /// Sends lines and shows what arrives, until all are answered. Without a
    /// wire it only listens, to the end of the input if there is one.
    pub fn run(
        self,
        input: Option<Box<dyn Read + Send>>,
    ) -> Result<Ending, Trouble> {
        let (tell, heard) = bounded(64);
        let wire = self.wire.map(Arc::new);
        if let Some(wire) = wire.clone() {
            let tell = tell.clone();
            listen(Source::Wire, move |bytes| wire.receive(bytes), tell)?;
        }
        for ear in &self.ears {
            let socket = ear.open()?;
            self.teller.note(format!("listening to {ear}"));
            let tell = tell.clone();
            listen(Source::Ear, move |bytes| socket.recv_from(bytes), tell)?;
        }
        let timeout = self.timeout.unwrap_or(Duration::from_secs(1));
        let listens_only = wire.is_none();
        let mut session = Session::new(
            self.teller,
            self.output,
            wire,
            timeout,
            self.heartbeat.is_some(),
        );
        let lines = input.map(read_lines).transpose()?;
        let silence = if listens_only { self.timeout } else { None };
        let beats = self.heartbeat.map_or_else(never, tick);
        let talked = session.talk(
            lines.unwrap_or_else(never),
            &heard,
            &beats,
            silence,
            self.typed,
        );
        match talked {
            Err(Stop::Trouble(trouble)) => Err(session.failed(trouble)),
            Err(Stop::Unread) => Ok(Ending::AsExpected),
            Ok(()) if listens_only => Ok(Ending::AsExpected),
            Ok(()) => Ok(session.finish(self.typed)),
        }
    }
}
