//! What a comparison has found, as data: printing it is others' work.

use super::charts::Charts;
use super::row::{Name, Row};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// When it began: seconds since 1970-01-01 UTC; None where not known.
    pub at: Option<i64>,
    pub machine: Machine,
    pub quick: bool,
    /// Somebody wanted it to end before it was done.
    pub cut_short: bool,
    /// In which each contestant has its turn, forwards and backwards.
    pub rounds: usize,
    pub contestants: Vec<Contestant>,
    pub rows: Vec<Row>,
    pub charts: Charts,
    /// What went wrong with servers of ours, a line each: the exit code is 1.
    pub failures: Vec<String>,
    /// Seconds.
    pub took: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// Processors that we may run on.
    pub cpus: usize,
    /// As the processor calls itself; None where the system does not say.
    pub cpu: Option<String>,
    /// "Linux 6.12.0"; the family alone where more is not known.
    pub system: String,
    /// Bytes; None where the system does not say.
    pub memory: Option<u64>,
    /// "release", or "debug" (then the figures are not worth much).
    #[serde(deserialize_with = "build")]
    pub build: Name,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contestant {
    /// The stage's, or what `--also` calls it (any text: escape it).
    pub name: String,
    pub kind: Kind,
    /// One line, from the table of stages; of others, what is known.
    pub model: String,
    pub at_a_time: AtATime,
    /// Over UDP; the others are over TCP.
    pub udp: bool,
    /// How it is started, without what a scenario adds (any text).
    pub command: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Stage,
    /// The loop that one writes with std alone: to measure against.
    Baseline,
    /// From `--also`.
    Also,
}

/// How many clients it serves at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AtATime {
    One,
    Workers(usize),
    All,
    Unknown,
}

fn build<'de, D>(from: D) -> Result<Name, D::Error>
where
    D: Deserializer<'de>,
{
    match &*String::deserialize(from)? {
        "release" => Ok("release"),
        "debug" => Ok("debug"),
        _ => Err(D::Error::custom("no build has that name")),
    }
}
