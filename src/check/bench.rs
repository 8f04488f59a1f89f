//! What every probe is given: the subject, a server of it, and how long.

use super::finding::Fault;
use super::nobody::not_started;
use super::peer::{PATIENCE, Peer};
use super::said::Miss;
use super::subject::{Host, Subject};
use crate::hosted::Absent;
use crate::load::{Stop, Wire};
use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub struct Bench<'a> {
    pub subject: &'a Subject,
    pub wire: Wire,
    /// Set when somebody wants it to end, and when the time is over.
    pub stop: &'a Stop,
    /// `--limit`: so many clients may be inside.
    pub limit: Option<usize>,
    /// What the model has shown; None: all who came.
    pub at_a_time: Option<usize>,
}

impl Bench<'_> {
    /// A server of its own for a probe.
    pub fn host(&self, descriptors: Option<u32>) -> Result<Host, Fault> {
        self.go_on()?;
        let started = self.start(descriptors, None);
        started.map_err(|why| match descriptors {
            Some(few) => {
                Fault::Untold(format!("with {few} descriptors: {why}"))
            }
            None => not_started(&why),
        })
    }

    /// The same, on this address where it must be that one.
    pub fn start(
        &self,
        descriptors: Option<u32>,
        on: Option<SocketAddr>,
    ) -> Result<Host, Absent> {
        self.subject.start(self.wire, (descriptors, on), self.stop)
    }

    /// One more client that says this, and has it back; or what came instead.
    /// With a limit it may be turned away while another is still on its way
    /// out: then it comes again.
    pub fn newcomer(
        &self,
        host: &Host,
        words: &[u8],
    ) -> Result<Result<Peer, Miss>, Fault> {
        let end = Instant::now() + PATIENCE;
        loop {
            self.go_on()?;
            let mut peer = host.come()?;
            match peer.miss(words, PATIENCE) {
                None => return Ok(Ok(peer)),
                Some(miss) if self.limit.is_none() || miss.late => {
                    return Ok(Err(miss));
                }
                Some(miss) if Instant::now() > end => return Ok(Err(miss)),
                Some(_) => sleep(Duration::from_millis(10)),
            }
        }
    }

    pub fn go_on(&self) -> Result<(), Fault> {
        match self.stop.is_set() {
            true => Err(Fault::Stopped),
            false => Ok(()),
        }
    }

    /// Looks again and again; whether it came to be in that time.
    pub fn until(&self, most: Duration, mut is: impl FnMut() -> bool) -> bool {
        let end = Instant::now() + most;
        let mut pause = Duration::from_millis(5);
        while Instant::now() < end && self.go_on().is_ok() {
            if is() {
                return true;
            }
            sleep(pause);
            // To look into /proc costs milliseconds.
            pause = (pause * 2).min(Duration::from_millis(40));
        }
        is()
    }
}
