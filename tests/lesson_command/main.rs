//! `echostage lesson`: the book inside the program.
#![cfg(unix)]

mod around;
mod awaited;
mod book;
#[path = "../common/mod.rs"]
mod common;
mod guide;
mod missing;
mod mouse;
mod paper;
mod place;
mod play;
mod read;
mod stand;

use std::process::{Command, Output};

/// What the command prints without a terminal.
fn lesson(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("lesson").args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn printed(args: &[&str]) -> String {
    let out = lesson(args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    text(&out.stdout)
}
