//! `--watch` and `echostage watch`: what the board shows, and whom it harms.

mod attached;
#[path = "../common/mod.rs"]
mod common;
mod drawn;
mod ends;
mod hostile;
mod keys;
mod screen;
mod socket;
mod stages;
mod stalled;
mod watched;
