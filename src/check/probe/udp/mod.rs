//! The promises of an echo server over UDP.

mod boundaries;
mod burst;
mod gone;
mod leaks;
mod line;
mod log;
mod own_words;
mod rest;
mod restart;
mod sizes;
mod stop;

use super::Probe;

pub const LEVELS: [&str; 5] = [
    "echoes a datagram",
    "is true to every byte, and to where a datagram ends",
    "answers each sender, and only it",
    "survives its senders",
    "is fit to be left running",
];

pub const TABLE: &[Probe] = &[
    line::LINE,
    boundaries::BOUNDARIES,
    sizes::SIZES,
    own_words::OWN_WORDS,
    gone::GONE,
    burst::BURST,
    leaks::LEAKS,
    rest::REST,
    stop::STOP,
    restart::RESTART,
    log::LOG,
];
