//! A contestant in one scenario: its server, its turns, and what is left when
//! its clients have gone.

use super::contender::Contender;
use super::outcome::Outcome;
use super::result::Kind;
use super::row::Verdict;
use super::setting::Wants;
use super::turn::{Fault, Host, Turn};
use crate::hosted::taken::{self, Size};
use crate::hosted::{Cost, Server, more_strays};
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
    /// What it still had when the clients of the last turn had left.
    left: Size,
    /// What each of its servers has cost; None: not known.
    spent: Vec<Option<Cost>>,
    outcome: Outcome,
}

impl<'c> Player<'c> {
    /// Starts its server, if it can take part.
    pub fn enter(who: &'c Contender, wants: &Wants, stop: &Stop) -> Self {
        let foreign = wants.not_foreign.filter(|_| who.is_foreign());
        let over_udp = wants.not_udp.filter(|_| who.about.udp);
        let mut player = Self {
            who,
            server: None,
            born: Size::default(),
            left: Size::default(),
            spent: Vec::new(),
            outcome: Outcome::default(),
        };
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
                self.born = taken::size(server.pid()).unwrap_or_default();
                self.look_for_strays();
                self.server = Some(server);
            }
            Err(why) if !stop.is_set() => {
                self.fail(Verdict::NotMeasured(why.to_string()));
            }
            Err(_) => {}
        }
    }

    /// Ours leave none, and looking takes a millisecond.
    fn look_for_strays(&mut self) {
        if self.who.about.kind == Kind::Also {
            self.outcome.strays |= more_strays();
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
            self.retire();
            self.start(wants.flags, stop);
        }
        let Some(server) = &mut self.server else { return };
        let (addr, pid) = (server.addr, server.pid());
        let udp = self.who.about.udp;
        let host = Host { nth, addr, pid, udp, counts, stop };
        // Who counts them takes time from the others: so in one turn only.
        let is_first = counts && self.outcome.turns.is_empty();
        let looks = is_first && !wants.warms_up && !wants.uncounted;
        let result = if counts && !looks {
            turn(&host)
        } else {
            let (result, seen) = counted(pid, || turn(&host));
            self.outcome.seen = self.outcome.seen.most(seen);
            result
        };
        self.left = quiet(pid, self.born);
        if result.is_err() {
            self.outcome.lost = true;
        }
        let fate = server.fate().filter(|_| !stop.is_set());
        self.look_for_strays();
        if let Some(fate) = fate {
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
        if let Some(server) = &self.server {
            self.left = quiet(server.pid(), self.born);
        }
        self.retire();
        let all: Option<Vec<Cost>> = self.spent.into_iter().collect();
        let sum = |all: Vec<Cost>| all.into_iter().reduce(Cost::plus);
        self.outcome.cost = all.and_then(sum);
        self.outcome
    }

    /// Ends its server, and notes what it has cost.
    fn retire(&mut self) {
        let Some(server) = self.server.take() else { return };
        let Size { threads, processes } =
            self.outcome.seen.most(self.left).most(self.born);
        let left = self.left.threads.saturating_sub(self.born.threads);
        let with = |cost| Cost { threads, processes, left, ..cost };
        let cost = server.end().map(with);
        self.look_for_strays();
        self.spent.push(cost.filter(|_| !self.outcome.strays));
    }
}

/// Counts threads and processes while something runs.
fn counted<T>(pid: u32, run: impl FnOnce() -> T) -> (T, Size) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let looks = || {
            let mut seen = Size::default();
            while !done.load(Relaxed) {
                seen = seen.most(taken::size(pid).unwrap_or_default());
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
    let mut last = taken::busy(pid);
    loop {
        sleep(Duration::from_millis(3));
        let (now, left) =
            (taken::busy(pid), taken::size(pid).unwrap_or_default());
        // Some keep their threads: then that they rest must do.
        let rests = now == last;
        let shrunk = left.threads <= born.threads;
        if (rests && shrunk) || Instant::now() > end {
            return left;
        }
        last = now;
    }
}
