//! `echostage timeline` drawn into files: a page that plays in a browser, a
//! picture, a trace for Perfetto.
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;

mod bounds;
mod browser;
mod files;
mod hostile;
mod opens;
mod pictures;
mod plays;
mod recordings;
mod traces;
