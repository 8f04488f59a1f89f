//! Which lines were answered: a datagram of the same bytes is the answer.

use crate::trace::escape;
use serde::Serialize;
use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

/// So much is remembered of what is not answered; the oldest is missing then.
const LINES: usize = 4096;
const BYTES: usize = 8 << 20;
/// So many of a kind are named.
const NAMED: usize = 10;

pub struct Ledger {
    /// An answer is late after this.
    timeout: Duration,
    waiting: VecDeque<(Vec<u8>, Instant)>,
    held: usize,
    report: Report,
}

#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "report", rename = "lines")]
pub struct Report {
    pub sent: u64,
    pub answered: u64,
    pub missing: u64,
    pub late: u64,
    pub others: u64,
    /// Others came, and no answer: the peer is no echo, and owes us none.
    pub no_echo: bool,
    #[serde(rename = "missing_lines")]
    missing_named: Vec<String>,
    #[serde(rename = "late_lines")]
    late_named: Vec<(String, f64)>,
}

impl Ledger {
    pub fn new(timeout: Duration) -> Self {
        let report = Report::default();
        Self { timeout, waiting: VecDeque::new(), held: 0, report }
    }

    pub fn sent(&mut self, line: &[u8], now: Instant) {
        self.report.sent += 1;
        self.held += line.len();
        self.waiting.push_back((line.to_vec(), now));
        while self.waiting.len() > LINES || self.held > BYTES {
            self.miss();
        }
    }

    /// Whether a line of these bytes has no answer yet.
    pub fn awaits(&self, bytes: &[u8]) -> bool {
        self.waiting.iter().any(|(line, _)| line == bytes)
    }

    /// Whether this is an answer; otherwise it is one of the others.
    pub fn heard(&mut self, bytes: &[u8], now: Instant) -> bool {
        let at = self.waiting.iter().position(|(line, _)| line == bytes);
        let Some((line, at)) = at.and_then(|at| self.waiting.remove(at)) else {
            self.report.others += 1;
            return false;
        };
        self.held -= line.len();
        let took = now.duration_since(at);
        if took <= self.timeout {
            self.report.answered += 1;
            return true;
        }
        self.report.late += 1;
        if self.report.late_named.len() < NAMED {
            let late = (escape(&line, 60), took.as_secs_f64());
            self.report.late_named.push(late);
        }
        true
    }

    /// What waits for an answer, to be sent once more.
    pub fn again(&mut self, now: Instant) -> impl Iterator<Item = &[u8]> {
        self.waiting.iter_mut().map(move |(line, at)| {
            *at = now;
            &line[..]
        })
    }

    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// How many of the last `most` lines are not answered, and no older.
    pub fn fresh(&self, most: usize, age: Duration) -> usize {
        let now = Instant::now();
        let last = self.waiting.iter().rev().take(most);
        last.take_while(|(_, at)| now.duration_since(*at) < age).count()
    }

    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn miss(&mut self) {
        let Some((line, _)) = self.waiting.pop_front() else { return };
        self.held -= line.len();
        self.report.missing += 1;
        if self.report.missing_named.len() < NAMED {
            self.report.missing_named.push(escape(&line, 60));
        }
    }

    /// Nothing more is waited for.
    pub fn finish(mut self) -> Report {
        let Report { answered, late, missing, others, .. } = self.report;
        if others > 0 && answered + late + missing == 0 {
            self.report.no_echo = true;
            return self.report;
        }
        while !self.waiting.is_empty() {
            self.miss();
        }
        self.report
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.no_echo {
            let Self { sent, others, .. } = self;
            return write!(f, "{sent} sent, {others} came; no echo of ours");
        }
        for line in &self.missing_named {
            writeln!(f, "missing: \"{line}\"")?;
        }
        more(f, self.missing, self.missing_named.len())?;
        for (line, took) in &self.late_named {
            writeln!(f, "late: \"{line}\" after {took:.1} s")?;
        }
        more(f, self.late, self.late_named.len())?;
        let Self { sent, answered, missing, late, others, .. } = self;
        write!(
            f,
            "{sent} sent, {answered} answered, {missing} missing, {late} late, \
             {others} others"
        )
    }
}

fn more(f: &mut fmt::Formatter, all: u64, named: usize) -> fmt::Result {
    match all - named as u64 {
        0 => Ok(()),
        more => writeln!(f, "and {more} more"),
    }
}
