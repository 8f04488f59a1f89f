//! The line of a call that worked, written by hand: nearly all lines are such,
//! and serde takes three times as long. A test holds it to what serde writes.

use super::entry::{Places, first};
use super::item::Brief;

/// Adds the line to `to`.
pub fn line(brief: &Brief, places: &mut Places, to: &mut Vec<u8>) {
    to.extend_from_slice(b"{\"ns\":");
    number(brief.at, to);
    if brief.took != 0 {
        key("took", to);
        number(brief.took, to);
    }
    text("what", brief.call.word(), to);
    text("thread", brief.thread.as_str(), to);
    if brief.conn != 0 {
        key("conn", to);
        number(brief.conn, to);
    }
    if brief.call.moves() {
        key("bytes", to);
        number(brief.moved as u64, to);
    }
    text("first", &first(brief.first(), brief.moved), to);
    let (at, stage_at) = places.of(brief.spot, brief.stage);
    text("at", at, to);
    text("stage_at", stage_at, to);
    to.push(b'}');
}

fn key(name: &str, to: &mut Vec<u8>) {
    to.extend_from_slice(b",\"");
    to.extend_from_slice(name.as_bytes());
    to.extend_from_slice(b"\":");
}

fn number(n: u64, to: &mut Vec<u8>) {
    to.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
}

fn text(name: &str, value: &str, to: &mut Vec<u8>) {
    if value.is_empty() {
        return;
    }
    key(name, to);
    if value.bytes().any(|b| matches!(b, ..b' ' | b'"' | b'\\')) {
        // Into memory: there is nothing that could fail.
        let _ = serde_json::to_writer(to, value);
        return;
    }
    to.push(b'"');
    to.extend_from_slice(value.as_bytes());
    to.push(b'"');
}
