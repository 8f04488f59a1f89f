//! Parses, hands over, and turns a failure into an exit code.

#![forbid(unsafe_code)]

use echostage::{cli, commands};
use std::env;
use std::process::exit;

fn main() {
    let mut words = env::args();
    // A child process has one client to serve, and memory to save: it comes
    // before everything else that a server sets up.
    let result = if words.nth(1).as_deref() == Some("--child") {
        commands::child(words)
    } else {
        cli::parse().and_then(commands::run)
    };
    if let Err(failure) = result {
        commands::complain(&failure.text);
        exit(failure.code);
    }
}
