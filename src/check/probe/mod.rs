//! One file per promise that an echo server may keep.

mod binary;
mod deaf;
mod descriptors;
mod half_close;
mod half_line;
mod instant;
mod leaks;
mod left;
mod limit;
mod line;
mod log;
mod long_line;
mod reset;
mod rest;
mod restart;
mod reverse;
mod silent;
mod split;
mod stop;
mod udp;
mod volume;

use super::bench::Bench;
use super::finding::Kept;
use super::subject::Host;

pub struct Probe {
    pub name: &'static str,
    pub level: u8,
    /// What a server does that keeps it.
    pub promise: &'static str,
    /// Where to look, for who wrote a server that does not.
    pub hint: &'static str,
    /// Its server may open no more descriptors than this.
    pub descriptors: Option<u32>,
    /// Another one of its level that must be kept first: without that it
    /// would only say the same again.
    pub after: Option<&'static str>,
    pub play: fn(&Bench, &mut Host) -> Kept,
}

/// The promises over UDP, or over TCP, in their order.
pub fn table(udp: bool) -> &'static [Probe] {
    if udp { udp::TABLE } else { TABLE }
}

/// The level and the name of each.
pub fn names(udp: bool) -> impl Iterator<Item = (u8, &'static str)> {
    table(udp).iter().map(|probe| (probe.level, probe.name))
}

/// What the levels are called.
pub fn levels(udp: bool) -> &'static [&'static str] {
    if udp { &udp::LEVELS } else { &LEVELS }
}

const LEVELS: [&str; 5] = [
    "echoes a line",
    "is true to every byte, and to an end",
    "serves others while one is silent",
    "survives its clients",
    "is fit to be left running",
];

const TABLE: &[Probe] = &[
    line::LINE,
    binary::BINARY,
    split::SPLIT,
    long_line::LONG_LINE,
    volume::VOLUME,
    half_close::HALF_CLOSE,
    silent::SILENT,
    half_line::HALF_LINE,
    reverse::REVERSE,
    reset::RESET,
    deaf::DEAF,
    instant::INSTANT,
    leaks::LEAKS,
    limit::LIMIT,
    descriptors::DESCRIPTORS,
    stop::STOP,
    restart::RESTART,
    log::LOG,
];
