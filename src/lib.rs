//! Echostage: one blocking server, shown as a sequence of stages. Each stage
//! answers one question in its own way: who waits while I serve you?
//!
//! Imports go one way: `cli`, `commands` → `stage` → `service` → `net` →
//! `trace`. Beside the stages stand the `client`, the drawings of `timeline`,
//! the board of `watch`, and `step`, which lets you be the scheduler; `load`
//! measures a server, `compare` all of them, `check` grades one; `hosted` runs
//! them. `demo` calls up a fault, `doctor` looks at the machine, and `lesson`
//! is the book.
#![forbid(unsafe_code)]

pub mod check;
pub mod cli;
pub mod client;
pub mod commands;
pub mod compare;
#[cfg(target_os = "linux")]
pub mod demo;
pub mod doctor;
pub mod hosted;
pub mod lesson;
pub mod load;
pub mod net;
pub mod service;
pub mod stage;
pub mod step;
pub mod timeline;
pub mod trace;
#[cfg(unix)]
pub mod watch;
