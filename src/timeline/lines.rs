//! Lines of a file, each bounded; and the entries among them in the order in
//! which they ended, as far as a window reaches.

use serde::Deserialize;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufRead, Read};

/// A longer line is damage.
const LONGEST: u64 = 64 * 1024;

/// A line without its newline.
pub enum Line {
    Whole,
    /// The file ends in it.
    Last,
    TooLong,
    None,
}

/// The next line, in `line`. At the end of the file that is `None`.
pub fn next(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    from.by_ref().take(LONGEST + 1).read_until(b'\n', line)?;
    if line.pop_if(|byte| *byte == b'\n').is_some() {
        return Ok(Line::Whole);
    }
    if line.len() as u64 > LONGEST {
        from.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(if line.is_empty() { Line::None } else { Line::Last })
}

/// Entries on their way to their places. The file's order is that of arrival;
/// the format promises that a second puts it right.
#[derive(Default)]
pub struct Sorted {
    heap: BinaryHeap<Reverse<(u64, u64, Vec<u8>)>>,
    bytes: usize,
    newest: u64,
    count: u64,
}

const SECOND: u64 = 1_000_000_000;
const ENTRIES: usize = 65_536;
const BYTES: usize = 16 * 1024 * 1024;

/// What an entry is sorted by.
#[derive(Deserialize)]
struct Key<'a> {
    ns: u64,
    #[serde(default)]
    took: u64,
    #[serde(borrow)]
    what: Cow<'a, str>,
}

/// When the entry ended; None for what is no entry.
pub fn end_of(line: &[u8]) -> Option<u64> {
    let key: Key = serde_json::from_slice(line).ok()?;
    Some(end(&key.what, key.ns, key.took))
}

/// When something ended. Who is `served` has waited for `took` before that.
pub fn end(what: &str, ns: u64, took: u64) -> u64 {
    if what == "served" { ns } else { ns.saturating_add(took) }
}

impl Sorted {
    pub fn put(&mut self, end: u64, line: Vec<u8>) {
        self.bytes += line.len();
        self.newest = self.newest.max(end);
        self.count += 1;
        self.heap.push(Reverse((end, self.count, line)));
    }

    /// The earliest, if nothing that could come before it is still to come;
    /// `all` when nothing is.
    pub fn take(&mut self, all: bool) -> Option<Vec<u8>> {
        let Reverse((end, ..)) = self.heap.peek()?;
        let due = end.saturating_add(SECOND) < self.newest
            || self.heap.len() > ENTRIES
            || self.bytes > BYTES;
        if !(all || due) {
            return None;
        }
        let Reverse((.., line)) = self.heap.pop()?;
        self.bytes -= line.len();
        Some(line)
    }
}
