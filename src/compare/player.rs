//! A contestant in one scenario: its server, its turns, and what is left when
//! its clients have gone.

use super::contender::Contender;
use super::family::{self, Size};
use super::outcome::Outcome;
use super::result::{Cost, Verdict};
use super::server::Server;
use super::setting::Wants;
use super::turn::{Fault, Host, Turn};
use crate::load::Stop;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// A contestant in one scenario.
pub struct Player<'c> {
    who: &'c Contender,
    server: Option<Server>,
    /// What it had before its first client came.
    born: Size,
    outcome: Outcome,
}

impl<'c> Player<'c> {
    /// Starts its server, if it can take part.
    pub fn enter(who: &'c Contender, wants: &Wants, stop: &Stop) -> Self {
        let foreign = wants.not_foreign.filter(|_| who.is_foreign());
        let over_udp = wants.not_udp.filter(|_| who.about.udp);
        let (born, outcome) = (Size::default(), Outcome::default());
        let mut player = Self { who, server: None, born, outcome };
        if let Some(why) = foreign.or(over_udp) {
            player.outcome.out = Some(Verdict::NotMeasured(why.into()));
        } else if !wants.fresh {
            player.start(wants.flags, stop);
        }
        player
    }

    fn start(&mut self, flags: &[&str], stop: &Stop) {
        if stop.is_set() {
            return;
        }
        match self.who.start(flags, stop) {
            Ok(server) => {
                self.born = family::size(server.pid()).unwrap_or_default();
                self.server = Some(server);
            }
            Err(why) if !stop.is_set() => self.fail(Verdict::NotMeasured(why)),
            Err(_) => {}
        }
    }

    fn fail(&mut self, verdict: Verdict) {
        self.outcome.out = Some(verdict);
        self.outcome.failed = true;
    }

    /// One turn, which counts or warms up.
    pub fn play(
        &mut self,
        wants: &Wants,
        (nth, counts): (usize, bool),
        stop: &Stop,
        turn: &mut impl FnMut(&Host) -> Result<Turn, Fault>,
    ) {
        if self.outcome.out.is_some() {
            return;
        }
        if wants.fresh {
            self.server = None;
            self.start(wants.flags, stop);
        }
        let Some(server) = &mut self.server else { return };
        let (addr, pid) = (server.addr, server.pid());
        let host = Host { nth, addr, pid, udp: self.who.about.udp, stop };
        let result = if counts {
            turn(&host)
        } else {
            let (result, seen) = counted(pid, || turn(&host));
            self.outcome.seen = self.outcome.seen.most(seen);
            result
        };
        quiet(pid, self.born);
        if let Some(fate) = server.fate().filter(|_| !stop.is_set()) {
            // Whatever was seen of it, this explains it.
            self.fail(Verdict::NotMeasured(fate));
            return;
        }
        match result {
            Ok(turn) => {
                self.outcome.answered += turn.answered;
                if counts {
                    self.outcome.turns.push(turn);
                }
            }
            Err(Fault::Wrong(why)) => self.fail(Verdict::Wrong(why)),
            Err(Fault::Not(why)) if counts => {
                let text = Some(why);
                self.outcome.turns.push(Turn { text, ..Turn::default() });
            }
            Err(Fault::Not(_)) => {}
            Err(Fault::Stopped) => {}
        }
    }

    /// Ends its server, and says what it has cost.
    pub fn end(mut self) -> Outcome {
        let Some(server) = self.server.take() else { return self.outcome };
        let left = quiet(server.pid(), self.born);
        let seen = self.outcome.seen.most(left).most(self.born);
        self.outcome.cost = server.end().map(|cost| Cost {
            threads: seen.threads,
            processes: seen.processes,
            left: left.threads.saturating_sub(self.born.threads),
            ..cost
        });
        self.outcome
    }
}

/// Counts threads and processes while something runs.
fn counted<T>(pid: u32, run: impl FnOnce() -> T) -> (T, Size) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let looks = || {
            let mut seen = Size::default();
            while !done.load(Relaxed) {
                seen = seen.most(family::size(pid).unwrap_or_default());
                sleep(Duration::from_millis(5));
            }
            seen
        };
        let counter = thread::Builder::new().spawn_scoped(scope, looks);
        let result = run();
        done.store(true, Relaxed);
        // Without a thread more, or where one panicked, nothing was seen.
        let seen = counter.ok().and_then(|counter| counter.join().ok());
        (result, seen.unwrap_or_default())
    })
}

/// Waits until a server is done with the clients that have left: its work
/// would be in the next one's turn. Returns what is left of it then.
fn quiet(pid: u32, born: Size) -> Size {
    let end = Instant::now() + Duration::from_millis(500);
    let mut last = family::busy(pid);
    loop {
        sleep(Duration::from_millis(3));
        let (now, left) =
            (family::busy(pid), family::size(pid).unwrap_or_default());
        // Some keep their threads: then that they rest must do.
        let rests = now == last;
        let shrunk = left.threads <= born.threads;
        if (rests && shrunk) || Instant::now() > end {
            return left;
        }
        last = now;
    }
}
