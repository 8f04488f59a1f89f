//! A file for each kind of row; the table has them in this order.

mod counted;
mod many;
mod memory;
mod streams;
mod udp;

use crate::Bench;
use crate::table::{Goal, Table};
use std::io;

type Row = (&'static str, fn(&Bench, &mut Table));

pub const ROWS: [Row; 10] = [
    ("pingpong", streams::pingpong),
    ("busy", streams::busy),
    ("short", streams::short),
    ("processes", streams::processes),
    ("bulk", streams::bulk),
    ("udp", udp::run),
    ("many", many::run),
    ("pss", memory::process),
    ("idle", memory::idle),
    ("counted", counted::run),
];

/// A whole row that could not be measured.
fn told<T>(table: &mut Table, got: io::Result<T>) -> Option<T> {
    let failed = |e| table.row("  all of it", Goal::None(2), Err(e));
    got.map_err(failed).ok()
}
