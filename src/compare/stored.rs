//! A comparison that `--json` has stored, read back: a file from outside, so
//! it and its numbers are bounded, and nothing in it points beyond its end.

use super::{AtATime, Charts, Comparison, Given, Point, Series};
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

/// Of requests and bytes: times `CLIENTS` it is still a number.
const COUNT: usize = 1_000_000_000;

/// Ours are eight, and `--also`; of points a line of ours has 13.
const CONTESTANTS: usize = 200;
const POINTS: usize = 1000;

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

/// Each row has a cell for each contestant, each contestant at most one line
/// in a chart, and there may be so many of anything.
fn is_whole(found: &Comparison) -> bool {
    let Charts { by_clients, latency, memory, means } = &found.charts;
    let of = found.contestants.len();
    let rows = found
        .rows
        .iter()
        .all(|row| row.cells.len() == of && is_given(&row.given));
    let workers = found.contestants.iter().all(|who| match who.at_a_time {
        AtATime::Workers(workers) => workers <= CLIENTS,
        _ => true,
    });
    let drawn = |lines: &Vec<Series>| {
        lines.len() <= of && lines.iter().all(|line| is_drawn(line, of))
    };
    rows && workers
        && of.max(found.failures.len()) <= CONTESTANTS
        // Whose mean is missing has none.
        && means.len() <= of
        && [by_clients, latency, memory].into_iter().all(drawn)
}

fn is_given(given: &Given) -> bool {
    let Given { clients, silent, requests, size, .. } = *given;
    let most = silent.max(size).max(requests.unwrap_or(0));
    clients <= CLIENTS && most <= COUNT
}

fn is_drawn(line: &Series, of: usize) -> bool {
    let on_it = |point: &Point| {
        let Point { x, y, low, high } = *point;
        (0.0..=CLIENTS as f64).contains(&x)
            && 0.0 <= low
            && low <= y
            && y <= high
    };
    line.contestant < of
        && line.points.len() <= POINTS
        && line.points.iter().all(on_it)
}
