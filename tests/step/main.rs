//! `--step`: every serving thread is held where it says, goes when it is told
//! to, and goes the same way again by a schedule.

#[path = "../common/mod.rs"]
mod common;

mod debugger;
mod files;
mod gates;
mod lab;
mod let_go;
mod screen;
mod state;
mod stepped;
mod time;

use stepped::Stepped;
