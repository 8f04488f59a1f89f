//! What the charts draw: how a figure moves, a line for each contestant.

use serde::{Deserialize, Serialize};

/// Empty where nobody asked for the scenario behind it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Charts {
    /// x: clients (1, 4, 16, 64); y: round trips a second, all together.
    /// From scenario crowd.
    pub by_clients: Vec<Series>,
    /// x: share of the round trips (0.5 is the median), rising, below 1; y:
    /// seconds that so many took at most. From scenario crowd, 64 clients,
    /// of those that were served.
    pub latency: Vec<Series>,
    /// Seconds that a round trip took on average, of all in `latency`: by
    /// contestant; None where it was not measured.
    #[serde(default)]
    pub means: Vec<Option<f64>>,
    /// x: idle clients; y: bytes of the whole process tree, page tables
    /// included. From scenario idle.
    pub memory: Vec<Series>,
}

/// One contestant's line. A contestant that was not measured has none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Series {
    /// Which one: an index into `Comparison::contestants`.
    pub contestant: usize,
    /// By rising x.
    pub points: Vec<Point>,
    /// What must be said beside it: "4 of 64 served"; or nothing.
    pub note: String,
}

/// A median and its quartiles; all three alike where it was looked at once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
    pub low: f64,
    pub high: f64,
}
