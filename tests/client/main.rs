//! `echostage client`: what it tells, what it promises, and how it misbehaves.

mod addresses;
#[path = "../common/mod.rs"]
mod common;

mod connected;
mod count;
mod datagrams;
mod endings;
mod groups;
mod mischief;
mod no_echo;
mod nonblocking;
mod peer;
mod pipes;
mod properties;
mod retry;
mod run;
mod states;
mod terminal;
mod terminal_held;

pub const STAGES: [&str; 6] =
    ["single", "process", "threads", "pool", "bounded-pool", "prethread"];
