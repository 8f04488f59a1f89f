//! A comparison that `--json` has stored, read back: a file from outside, so
//! it and its numbers are bounded, and nothing in it points beyond its end.

use super::{Charts, Comparison, Point, Series};
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes; ours have less than 1 MiB.
const MOST: u64 = 16 << 20;

/// Of anything: bytes, seconds since 1970, switches of threads.
const LARGEST: f64 = 1e15;

/// Of clients: a model looks at each.
const CLIENTS: usize = 1_000_000;

/// Who wrote it.
const BY: &str = "echostage compare";

#[derive(Deserialize)]
struct Stored {
    by: String,
    #[serde(flatten)]
    found: Comparison,
}

/// What the file holds (`-`: standard input). The error is a sentence.
pub fn stored(path: &Path) -> Result<Comparison, String> {
    let name = path.display();
    let text = read(path).map_err(|e| {
        format!("cannot read {name}: {e}; name a file that --json has written")
    })?;
    let no_result = |why: String| {
        format!(
            "{name} is no result of echostage compare: {why}; write one with \
             echostage compare --json={name}"
        )
    };
    if text.len() as u64 > MOST {
        return Err(no_result(format!("it has more than {MOST} bytes")));
    }
    let failed = |e: serde_json::Error| no_result(e.to_string());
    let all: Value = serde_json::from_slice(&text).map_err(failed)?;
    if !is_bounded(&all) {
        return Err(no_result("a number in it is too large".into()));
    }
    let stored: Stored = serde_json::from_value(all).map_err(failed)?;
    match is_whole(&stored.found) && stored.by == BY {
        true => Ok(stored.found),
        false => Err(no_result("its parts do not fit together".into())),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let from: Box<dyn Read> = match path == Path::new("-") {
        true => Box::new(io::stdin().lock()),
        false => Box::new(File::open(path)?),
    };
    from.take(MOST + 1).read_to_end(&mut text)?;
    Ok(text)
}

fn is_bounded(value: &Value) -> bool {
    match value {
        Value::Array(all) => all.iter().all(is_bounded),
        Value::Object(all) => all.values().all(is_bounded),
        // A subnormal one would be infinite once it is divided by.
        Value::Number(n) => n
            .as_f64()
            .is_some_and(|n| n == 0.0 || n.is_normal() && n.abs() <= LARGEST),
        _ => true,
    }
}

/// Each row has a cell for each contestant, each line of a chart is one's, and
/// there may be so many clients.
fn is_whole(found: &Comparison) -> bool {
    // Whose mean is missing has none.
    let Charts { by_clients, latency, memory, means: _ } = &found.charts;
    let of = found.contestants.len();
    let mut lines = by_clients.iter().chain(latency).chain(memory);
    let rows = found
        .rows
        .iter()
        .all(|row| row.cells.len() == of && row.given.clients <= CLIENTS);
    let drawn = |point: &Point| {
        let Point { x, y, low, high } = *point;
        (0.0..=CLIENTS as f64).contains(&x)
            && 0.0 <= low
            && low <= y
            && y <= high
    };
    let line =
        |line: &Series| line.contestant < of && line.points.iter().all(drawn);
    rows && lines.all(line)
}
