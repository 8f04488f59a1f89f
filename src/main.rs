//! Parses, hands over, and turns a failure into an exit code.

#![forbid(unsafe_code)]

use echostage::{cli, commands};
use std::env;
use std::process::exit;

fn main() {
    let mut words = env::args_os();
    // A child process has one client to serve, and memory to save: it comes
    // before everything else that a server sets up.
    let result = if words.nth(1).is_some_and(|word| word == "--child") {
        commands::child(words.filter_map(|word| word.into_string().ok()))
    } else {
        cli::parse().and_then(commands::run)
    };
    if let Err(failure) = result {
        commands::complain(&failure.text);
        exit(failure.code);
    }
}
