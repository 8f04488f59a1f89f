//! A recording: what stands in it, in which order, and what ends it.

#[path = "../common/mod.rs"]
mod common;
mod files;
mod lost;
mod open;
mod order;
mod queue;
mod recording;
mod spots;
mod stages;

pub const STAGES: [&str; 6] =
    ["single", "process", "threads", "pool", "bounded-pool", "prethread"];
