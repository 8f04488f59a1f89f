//! A comparison that `--json` has stored, read back: a file from outside, so
//! it is bounded, and nothing in it points beyond its end.

use super::{Charts, Comparison};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes; ours have less than 1 MiB.
const MOST: u64 = 16 << 20;

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
    let stored: Stored =
        serde_json::from_slice(&text).map_err(|e| no_result(e.to_string()))?;
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

/// Each row has a cell for each contestant, each line of a chart is one's.
fn is_whole(found: &Comparison) -> bool {
    let Charts { by_clients, latency, memory } = &found.charts;
    let of = found.contestants.len();
    let mut lines = by_clients.iter().chain(latency).chain(memory);
    let rows = found.rows.iter().all(|row| row.cells.len() == of);
    rows && lines.all(|line| line.contestant < of)
}
