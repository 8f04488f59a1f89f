//! `echostage load`: what it counts, what it catches, what it says of itself.

#[path = "../common/mod.rs"]
mod common;

mod command;
mod crowd;
mod datagrams;
mod faults;
mod latency;
mod peer;
mod ports;
mod run;
mod screen;
mod stages;
