//! What the log tells, in which words, and in how many columns.

mod columns;
#[path = "../common/mod.rs"]
mod common;
mod files;
mod lines;
mod reasons;
mod slow;
mod verbose;

pub const STAGES: [&str; 6] =
    ["single", "process", "threads", "pool", "bounded-pool", "prethread"];

/// A log file's path that no other test has.
pub fn scratch(name: &str) -> String {
    let dir = env!("CARGO_TARGET_TMPDIR");
    format!("{dir}/{name}-{}", std::process::id())
}
