//! A row of a comparison: one figure of every contestant.

use super::scenario;
use crate::hosted::Cost;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// One of a few. (Where serde reads `&str`, it borrows from its input.)
pub type Name = &'static str;

/// One figure of every contestant. A scenario has one or more rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The scenario's name: `--only` knows it.
    #[serde(deserialize_with = "scenario")]
    pub scenario: Name,
    /// What is looked at, in two or three words: a heading.
    pub name: String,
    /// What was done, in plain words: one sentence.
    pub work: String,
    pub unit: Unit,
    pub better: Better,
    pub given: Given,
    /// One for each contestant, in their order.
    pub cells: Vec<Cell>,
    /// What the figures prove, made from them; it may be empty.
    pub sentence: String,
}

/// What the values count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    Seconds,
    /// Round trips, or connections, a second.
    PerSecond,
    Bytes,
    BytesPerSecond,
    Clients,
    /// Any other count.
    Count,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    Higher,
    Lower,
}

/// What the scenario gave to each: a model reckons with it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Given {
    /// Who ask at a time.
    pub clients: usize,
    /// How many said nothing before they came.
    pub silent: usize,
    /// Requests of each client, where they are counted.
    pub requests: Option<usize>,
    /// Bytes of a request.
    pub size: usize,
    /// Seconds that each answer sleeps, and computes.
    pub delay: f64,
    pub burn: f64,
    /// A connection for each request.
    pub churn: bool,
    /// Seconds after which an answer counts as never given.
    pub patience: f64,
}

/// One contestant in one row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cell {
    /// The median of the rounds, in the row's unit.
    pub value: Option<f64>,
    /// The quartiles; both are the value where it was looked at once.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The value of each turn, in their order: two in a round, forwards and
    /// backwards. They are paired with those of the other contestants.
    pub rounds: Vec<f64>,
    /// What stands instead of the value: "never".
    pub text: Option<String>,
    /// What must be said beside the value: "4 of 64 served".
    pub note: Option<String>,
    /// What else than the server was the limit in most turns, in words.
    pub limit: Option<String>,
    /// What it would be if nothing but the model mattered; same unit.
    pub ideal: Option<f64>,
    pub verdict: Verdict,
    /// What the scenario has cost this server so far; None where not known.
    pub cost: Option<Cost>,
}

/// Where a contestant stands in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "say")]
pub enum Verdict {
    /// Alone at the top.
    Best,
    /// ≈: among the best, and the noise could explain who leads; or the turns
    /// are too few to tell.
    Same,
    /// So many are clearly better, and one more. Those that the noise could
    /// have put in another order share a place.
    Ranked(usize),
    /// The bare loop: measured, and not in the race.
    Baseline,
    /// It did other work than the rest (this says which), so its value is
    /// shown and not compared.
    Unranked(String),
    /// Why there is no value.
    NotMeasured(String),
    /// It answered wrongly, and is out: how often, or how.
    Wrong(String),
    /// Not decided: only while the comparison runs.
    #[default]
    Open,
}

fn scenario<'de, D>(from: D) -> Result<Name, D::Error>
where
    D: Deserializer<'de>,
{
    let known = scenario::named(&String::deserialize(from)?);
    let known = known.map(|scenario| scenario.name);
    known.ok_or_else(|| D::Error::custom("no scenario has that name"))
}
