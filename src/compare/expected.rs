//! What the model expects of each contestant, beside what was measured, and
//! what the difference says. Only of what the laws know: who is served at a
//! time, how long a request takes, how many processors there are.

use super::model::{
    all_burnt, all_slept, mean_wait, most_a_second, served_at_once, wait,
};
use super::{AtATime, Cell, Comparison, Contestant, Row, Unit, Verdict};
use super::{little, why};
use serde::Serialize;

/// A law, applied to each contestant of which enough is known.
#[derive(Clone, Debug, Serialize)]
pub struct Expected {
    pub scenario: &'static str,
    /// What is reckoned, in a few words.
    pub name: String,
    /// The law, in words and as a formula.
    pub law: String,
    pub unit: Unit,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// An index into `Comparison::contestants`.
    pub contestant: usize,
    pub expected: f64,
    pub measured: f64,
    /// Measured by expected.
    pub ratio: f64,
    /// What the difference says; empty where there is none to speak of.
    pub why: String,
}

/// A contestant in a row that was measured rightly.
#[derive(Clone, Copy)]
struct Seen<'a> {
    found: &'a Comparison,
    row: &'a Row,
    contestant: usize,
    at_a_time: usize,
    measured: f64,
}

/// All that can be reckoned, in the order of the rows.
pub fn expected(found: &Comparison) -> Vec<Expected> {
    let laws = found.rows.iter().filter_map(|row| by_row(found, row));
    let laws = laws.chain(little::expected(found));
    laws.filter(|law| !law.lines.is_empty()).collect()
}

fn by_row(found: &Comparison, row: &Row) -> Option<Expected> {
    let (law, line): (&str, fn(Seen) -> Option<Line>) =
        match (row.scenario, row.unit) {
            ("sleep", Unit::Seconds) => (
                "n clients, w served at a time, each for S: ceil(n/w) S",
                slept,
            ),
            ("burn", Unit::Seconds) => (
                "the work, n S, on the processors that there are; and no \
                 worker can do its ceil(n/w) S faster",
                burnt,
            ),
            ("crowd", Unit::PerSecond) => (
                "about m/S a second: m are served at a time on a processor \
                 each, and S is a round trip alone (hello)",
                crowd,
            ),
            ("churn", Unit::PerSecond) => (
                "about m times what one at a time does (single): m are \
                 served at a time, on a processor each",
                churn,
            ),
            _ => return None,
        };
    let lines = (0..found.contestants.len())
        .filter_map(|nth| line(seen(found, row, nth)?))
        .collect();
    let (scenario, name) = (row.scenario, row.name.clone());
    Some(Expected { scenario, name, law: law.into(), unit: row.unit, lines })
}

fn seen<'a>(
    found: &'a Comparison,
    row: &'a Row,
    contestant: usize,
) -> Option<Seen<'a>> {
    let measured = right(row.cells.get(contestant)?)?;
    let clients = row.given.clients;
    let at_a_time = at_a_time(found.contestants.get(contestant)?, clients)?;
    Some(Seen { found, row, contestant, at_a_time, measured })
}

/// The value, where one was measured and no answer was wrong.
fn right(cell: &Cell) -> Option<f64> {
    let out = matches!(
        cell.verdict,
        Verdict::Wrong(_) | Verdict::NotMeasured(_) | Verdict::Open
    );
    cell.value.filter(|value| !out && cell.text.is_none() && *value > 0.0)
}

/// How many of the clients are served at a time; None where nobody knows.
pub fn at_a_time(contestant: &Contestant, clients: usize) -> Option<usize> {
    match contestant.at_a_time {
        AtATime::One => Some(1),
        AtATime::Workers(workers) => Some(served_at_once(clients, workers)),
        AtATime::All => Some(clients.max(1)),
        AtATime::Unknown => None,
    }
}

fn slept(seen: Seen) -> Option<Line> {
    let (given, w) = (seen.row.given, seen.at_a_time);
    let one = given.delay * given.requests.unwrap_or(1) as f64;
    let line = seen.line(all_slept(given.clients, w, one))?;
    let last = wait(given.clients.saturating_sub(1), w, one);
    let mean = mean_wait(given.clients, w, one);
    let each = given.requests.unwrap_or(1);
    let requests = given.clients.saturating_mul(each);
    Some(line.because(|line| why::slept(line, (mean, last), requests)))
}

fn burnt(seen: Seen) -> Option<Line> {
    let (given, cpus) = (seen.row.given, seen.found.machine.cpus);
    let one = given.burn * given.requests.unwrap_or(1) as f64;
    let all = all_burnt(given.clients, seen.at_a_time, cpus, one);
    let work = given.clients as f64 * one;
    Some(seen.line(all)?.because(|line| why::burnt(line, work, cpus)))
}

fn crowd(seen: Seen) -> Option<Line> {
    let mut rows = seen.found.rows.iter();
    let hello =
        rows.find(|row| row.scenario == "hello" && row.unit == Unit::Seconds)?;
    let alone = right(hello.cells.get(seen.contestant)?)?;
    let cpus = seen.found.machine.cpus;
    let most = most_a_second(seen.at_a_time.min(cpus), alone);
    Some(seen.line(most)?.because(|line| why::crowd(line, alone, cpus)))
}

fn churn(seen: Seen) -> Option<Line> {
    let mut all = seen.found.contestants.iter();
    let single = all.position(|contestant| contestant.name == "single")?;
    if seen.contestant == single {
        return None;
    }
    let one = right(seen.row.cells.get(single)?)?;
    let m = seen.at_a_time.min(seen.found.machine.cpus);
    Some(seen.line(m as f64 * one)?.because(why::churn))
}

impl Seen<'_> {
    fn line(self, expected: f64) -> Option<Line> {
        let (contestant, measured) = (self.contestant, self.measured);
        Line::new(contestant, expected, measured)
    }
}

impl Line {
    pub fn new(
        contestant: usize,
        expected: f64,
        measured: f64,
    ) -> Option<Self> {
        let (ratio, why) = (measured / expected, String::new());
        let line = Self { contestant, expected, measured, ratio, why };
        ratio.is_finite().then_some(line)
    }

    pub fn because(mut self, why: impl FnOnce(&Self) -> String) -> Self {
        self.why = why(&self);
        self
    }
}
