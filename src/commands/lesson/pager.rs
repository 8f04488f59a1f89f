//! A long text in a terminal: by the pager that the person has chosen, or by
//! less.

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};

/// What a shell ends with when it finds no such command, or may not run it.
const NOT_RUN: [i32; 2] = [126, 127];

/// False: there is no pager, or it did not start.
pub fn shows(text: &str) -> bool {
    let dumb = env::var_os("TERM").is_none_or(|term| term == "dumb");
    !dumb && pager().is_some_and(|pager| feeds(pager, text))
}

fn pager() -> Option<Command> {
    let wanted = env::var_os("PAGER").filter(|words| !words.is_empty());
    if let Some(words) = wanted.filter(|_| cfg!(unix)) {
        // It may hold flags: `PAGER='less -S'`.
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(words);
        return Some(shell);
    }
    let mut less = Command::new("less");
    less.arg("-R");
    Some(less)
}

fn feeds(mut pager: Command, text: &str) -> bool {
    if env::var_os("LESSCHARSET").is_none() {
        pager.env("LESSCHARSET", OsString::from("utf-8"));
    }
    // Else less shows colours as "ESC[1m". Whoever has flags knows them.
    if env::var_os("LESS").is_none() {
        pager.env("LESS", "R");
    }
    // Ctrl-C is for the pager. Where no handler can be, it ends us both.
    let _ = ctrlc::set_handler(|| ());
    let Ok(mut child) = pager.stdin(Stdio::piped()).spawn() else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        // Whoever leaves the pager has read enough.
        let _ = input.write_all(text.as_bytes());
    }
    let status = child.wait().ok().and_then(|status| status.code());
    status.is_none_or(|code| !NOT_RUN.contains(&code))
}
