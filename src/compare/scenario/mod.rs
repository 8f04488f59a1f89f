//! The scenarios. A new one is a file, and a line in the table.

mod bulk;
mod burn;
mod churn;
mod crowd;
mod hello;
mod idle;
mod many;
mod silent;
mod sleep;
mod thinking;

use super::row::Row;
use super::sentence::Told;
use super::setting::Setting;

pub struct Scenario {
    pub name: &'static str,
    /// What it asks.
    pub help: &'static str,
    /// Plays it; a row's verdicts and its sentence come later.
    pub play: fn(&mut Setting) -> Vec<Row>,
    /// What a row of it proves, made from the row alone.
    pub sentence: fn(Told) -> String,
}

pub const TABLE: &[Scenario] = &[
    hello::HELLO,
    crowd::CROWD,
    silent::SILENT,
    sleep::SLEEP,
    burn::BURN,
    churn::CHURN,
    bulk::BULK,
    idle::IDLE,
    many::MANY,
];

/// The scenario of that name; None where there is none.
pub fn named(name: &str) -> Option<&'static Scenario> {
    TABLE.iter().find(|scenario| scenario.name == name)
}
