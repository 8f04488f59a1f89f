//! What a scenario is played in: servers that live through its rounds, and
//! turns forwards and backwards, so that a machine that slows down slows
//! everybody down alike.

use super::charts::Charts;
use super::contender::Contender;
use super::family::{self, Size};
use super::outcome::Outcome;
use super::result::{Cost, Kind, Verdict};
use super::server::Server;
use super::turn::{Fault, Host, Turn};
use crate::load::Stop;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// How much is done: little for `--quick`.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub quick: bool,
    pub rounds: usize,
    /// How long a turn asks, where time ends it.
    pub slice: Duration,
    /// What an answer takes in sleep and burn, in milliseconds.
    pub think: u64,
    /// How long a client waits that may never be served.
    pub patience: Duration,
    /// Who come and say nothing, in idle.
    pub idle: usize,
}

/// Where a comparison stands.
pub struct Moment<'a> {
    pub scenario: &'static str,
    pub contestant: &'a str,
    /// From 0 to 1, of all scenarios.
    pub done: f64,
}

pub type Watch<'a> = &'a mut dyn FnMut(Moment<'_>);

pub struct Setting<'a> {
    pub contenders: &'a [Contender],
    pub scale: Scale,
    pub workers: usize,
    pub stop: &'a Stop,
    pub charts: Charts,
    pub failures: Vec<String>,
    pub watch: Watch<'a>,
    pub scenario: &'static str,
    /// Which of how many scenarios this is.
    pub nth: usize,
    pub of: usize,
}

/// Who can take part, how it is started, and how often it has its turn.
#[derive(Clone, Copy, Default)]
pub struct Wants<'a> {
    /// For our own servers.
    pub flags: &'a [&'a str],
    /// Why others than ours can't take part; None: they can.
    pub not_foreign: Option<&'a str>,
    pub not_udp: Option<&'a str>,
    pub rounds: usize,
    /// A turn before the first that does not count, in which threads and
    /// processes are counted instead.
    pub warms_up: bool,
    /// Each turn has a new server.
    pub fresh: bool,
}

impl Setting<'_> {
    /// Lets each contestant have its turns, and ends their servers.
    pub fn play(
        &mut self,
        wants: &Wants,
        mut turn: impl FnMut(&Host) -> Result<Turn, Fault>,
    ) -> Vec<Outcome> {
        let contenders = self.contenders;
        let mut all: Vec<Player> =
            contenders.iter().map(|c| self.enter(c, wants)).collect();
        let last = all.len().saturating_sub(1);
        let there = (0..=last).chain((0..=last).rev());
        let turns = there.cycle().take(all.len() * 2 * wants.rounds);
        let warm_up = (0..all.len()).filter(|_| wants.warms_up);
        let warm_up = warm_up.map(|n| (n, false));
        let turns: Vec<_> = warm_up.chain(turns.map(|n| (n, true))).collect();
        for (nth, (n, counts)) in turns.iter().copied().enumerate() {
            if self.stop.is_set() {
                break;
            }
            self.tell(n, nth as f64 / turns.len() as f64);
            let Some(player) = all.get_mut(n) else { continue };
            player.play(wants, (n, counts), self.stop, &mut turn);
        }
        let ended = all.into_iter().map(Player::end).collect();
        self.note_failures(&ended);
        ended
    }

    fn tell(&mut self, n: usize, share: f64) {
        let done = (self.nth as f64 + share) / self.of as f64;
        let name = self.contenders.get(n).map_or("", |c| &c.about.name);
        let scenario = self.scenario;
        (self.watch)(Moment { scenario, contestant: name, done });
    }

    fn enter<'c>(&self, who: &'c Contender, wants: &Wants) -> Player<'c> {
        let foreign = wants.not_foreign.filter(|_| who.is_foreign());
        let over_udp = wants.not_udp.filter(|_| who.about.udp);
        let mut player = Player {
            who,
            server: None,
            born: Size::default(),
            outcome: Outcome::default(),
        };
        if let Some(why) = foreign.or(over_udp) {
            player.outcome.out = Some(Verdict::NotMeasured(why.into()));
        } else if !wants.fresh {
            player.start(wants.flags, self.stop);
        }
        player
    }

    /// What is our own fault decides the exit code.
    fn note_failures(&mut self, ended: &Vec<Outcome>) {
        for (who, outcome) in self.contenders.iter().zip(ended) {
            let why = match &outcome.out {
                Some(Verdict::Wrong(why)) => why,
                Some(Verdict::NotMeasured(why)) if outcome.failed => why,
                _ => continue,
            };
            if who.about.kind != Kind::Also {
                let (name, scenario) = (&who.about.name, self.scenario);
                self.failures.push(format!("{name} in {scenario}: {why}"));
            }
        }
    }
}

/// A contestant in one scenario.
struct Player<'c> {
    who: &'c Contender,
    server: Option<Server>,
    /// What it had before its first client came.
    born: Size,
    outcome: Outcome,
}

impl Player<'_> {
    fn start(&mut self, flags: &[&str], stop: &Stop) {
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

    fn play(
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

    fn end(mut self) -> Outcome {
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
