//! What every test crate borrows: a server, a client, facts from /proc, time.
#![allow(dead_code, unused_imports)]

mod client;
mod folder;
pub mod inetd;
mod line;
mod log;
mod proc;
mod refused;
mod server;
pub mod strace;
pub mod terminal;
pub mod tools;
mod wait;

pub use client::Client;
pub use folder::Folder;
pub use line::{Line, matches};
pub use log::Log;
pub use proc::{Process, all_gone, is_free, kernel_queue, time_waits};
pub use refused::refused;
pub use rustix::process::Signal;
pub use server::{Pipe, Server};
pub use wait::{PATIENCE, until, until_equal, within};
