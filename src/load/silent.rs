//! Those that connect first, and say nothing; at the end they are looked
//! after.

use super::driver::SLEEP;
use super::kind::{Kind, is_farewell};
use super::plan::Plan;
use super::report::Report;
use super::socket::Socket;
use super::stop::Stop;
use super::units;
use mio::{Events, Poll, Token};
use std::io::{self, ErrorKind};
use std::time::Instant;

pub struct Silent(Vec<Socket>);

impl Silent {
    /// Connects them one after another, until somebody wants us to stop.
    pub fn connect(plan: &Plan, stop: &Stop) -> io::Result<Self> {
        let mut silent = Vec::new();
        while silent.len() < plan.silent && !stop.is_set() {
            let socket = match one(plan, stop) {
                Err(e) if e.kind() == ErrorKind::TimedOut => {
                    return Err(late(plan, silent.len()));
                }
                socket => socket.map_err(|e| {
                    let nth = silent.len() + 1;
                    io::Error::new(
                        e.kind(),
                        format!("silent client {nth}: {e}"),
                    )
                })?,
            };
            silent.push(socket);
        }
        Ok(Self(silent))
    }

    /// Counts those that the server did not keep.
    pub fn count(&mut self, report: &mut Report) {
        for kind in self.0.iter_mut().filter_map(lost) {
            *report.errors.entry(kind).or_default() += 1;
            *report.silent_lost.entry(kind).or_default() += 1;
        }
    }
}

fn one(plan: &Plan, stop: &Stop) -> io::Result<Socket> {
    let begin = Instant::now();
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(1);
    let mut socket =
        Socket::open(plan.wire, plan.target, poll.registry(), Token(0))?;
    while !socket.connected()? && !stop.is_set() {
        if begin.elapsed() > plan.patience {
            return Err(ErrorKind::TimedOut.into());
        }
        match poll.poll(&mut events, Some(SLEEP)) {
            Err(e) if e.kind() != ErrorKind::Interrupted => return Err(e),
            _ => (),
        }
    }
    Ok(socket)
}

/// Why there are no more than these. That the first one does not get through
/// may have other reasons.
fn late(plan: &Plan, connected: usize) -> io::Error {
    if connected == 0 {
        return ErrorKind::TimedOut.into();
    }
    let patience = units::time(plan.patience.as_nanos() as f64);
    io::Error::other(format!(
        "{connected} of {} silent clients are connected, and the next one was \
         not within {patience}: they fill the server's queue in the kernel, \
         because it accepts no more; ask for fewer with --silent",
        plan.silent
    ))
}

/// How the server has ended it, if it has.
fn lost(socket: &mut Socket) -> Option<Kind> {
    let mut words = [0; 512];
    let mut len = 0;
    while len < words.len() {
        match socket.read(&mut words[len..]) {
            Ok(0) if is_farewell(&words[..len]) => {
                return Some(Kind::TurnedAway);
            }
            Ok(0) => return Some(Kind::ClosedFirst),
            Ok(n) => len += n,
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) if e.kind() == ErrorKind::WouldBlock => return None,
            Err(_) if is_farewell(&words[..len]) => {
                return Some(Kind::TurnedAway);
            }
            Err(_) => return Some(Kind::Reset),
        }
    }
    None // it talks, and goes on
}
