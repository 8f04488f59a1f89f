//! Echostage: one blocking server, shown as a sequence of stages. Each stage
//! answers one question in its own way: who waits while I serve you?
//!
//! Imports go one way: `cli`, `commands` → `stage` → `service` → `net` →
//! `trace`. The `client` stands beside the stages, on `net` and `trace`; so
//! do the `timeline`, on what it draws, and the board of `watch`, on `trace`.
#![forbid(unsafe_code)]

pub mod cli;
pub mod client;
pub mod commands;
pub mod net;
pub mod service;
pub mod stage;
pub mod timeline;
pub mod trace;
#[cfg(unix)]
pub mod watch;
