//! What a scenario is played in: servers that live through its rounds, and
//! turns forwards and backwards, so that a machine that slows down slows
//! everybody down alike.

use super::charts::Charts;
use super::contender::Contender;
use super::outcome::Outcome;
use super::player::Player;
use super::result::Kind;
use super::row::Verdict;
use super::turn::{Fault, Host, Turn};
use crate::hosted::end_strays;
use crate::load::Stop;
use std::time::Duration;

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
    /// Nobody asks how many there are: then they are not counted in its first
    /// turn either, where none warms up.
    pub uncounted: bool,
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
        let mut all: Vec<Player> = contenders
            .iter()
            .map(|c| Player::enter(c, wants, self.stop))
            .collect();
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
        end_strays();
        self.note_failures(&ended);
        ended
    }

    fn tell(&mut self, n: usize, share: f64) {
        let done = (self.nth as f64 + share) / self.of as f64;
        let name = self.contenders.get(n).map_or("", |c| &c.about.name);
        let scenario = self.scenario;
        (self.watch)(Moment { scenario, contestant: name, done });
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
