//! A file for each kind of row; the table has them in this order.

mod counted;
mod many;
mod memory;
mod streams;
mod udp;

use crate::Bench;
use crate::table::Table;

type Row = (&'static str, fn(&Bench, &mut Table));

pub const ROWS: [Row; 9] = [
    ("pingpong", streams::pingpong),
    ("busy", streams::busy),
    ("short", streams::short),
    ("bulk", streams::bulk),
    ("udp", udp::run),
    ("many", many::run),
    ("process", memory::process),
    ("idle", memory::idle),
    ("counted", counted::run),
];

/// A whole row that could not be measured.
fn told<T>(table: &mut Table, got: std::io::Result<T>) -> Option<T> {
    let failed =
        |e| table.row("  all of it", crate::table::Goal::None(2), Err(e));
    got.map_err(failed).ok()
}
