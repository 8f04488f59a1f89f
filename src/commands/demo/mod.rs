//! Calls up a fault: a name in, what happens and what shows it out, and an
//! exit code that says whether it was seen.

mod clock;
mod text;

use super::hosting::{on_signal, program};
use super::timeline::show;
use super::{Failure, complain};
use crate::cli::Demo;
use crate::demo::{self, Fault, TABLE, Unseen, naive};
use crate::trace::escape;
use clock::{end, watch_the_clock};
use std::io::{self, IsTerminal, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::Ordering::Relaxed;
use text::text;

pub fn run(flags: &Demo) -> Result<(), Failure> {
    if let Some(name) = &flags.be {
        return be(name);
    }
    let Some(name) = &flags.fault else {
        return show(&list());
    };
    let fault = demo::named(name).ok_or_else(|| {
        let names: Vec<&str> = TABLE.iter().map(|one| one.name).collect();
        let name = escape(name.as_bytes(), 40);
        Failure::usage(format!(
            "there is no demo of {name}; there is: {}",
            names.join(", ")
        ))
    })?;
    on_signal(|code| {
        end(code, || {
            if io::stderr().is_terminal() {
                // Behind the terminal's own ^C; it may be gone by now.
                let _ = io::stderr().write_all(b"\n");
            }
        })
    })?;
    let was_stopped = watch_the_clock(fault)?;
    let played = demo::play(fault, &program()?, &mut |told| {
        if let Err(Failure { code, text }) = show(&text(told)) {
            end(code, move || complain(&text)); // nobody sees the rest
        }
    });
    played.map_err(|Unseen(why)| {
        let stopped = match was_stopped.load(Relaxed) {
            true => "; it was stopped meanwhile, its servers were not",
            false => "",
        };
        Failure::start(format!("{name} was not seen: {why}{stopped}"))
    })
}

/// What `demo` starts as the naive side.
fn be(name: &str) -> Result<(), Failure> {
    let serve = naive::named(name)
        .ok_or_else(|| Failure::usage(format!("no naive server {name}")))?;
    let failed = |e| Failure::start(format!("a naive server: {e}"));
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    show(&format!("listening on {addr}\n"))?;
    serve(&listener, &program()?).map_err(failed)
}

fn list() -> String {
    let line = |one: &Fault| format!("{:<20}{}\n", one.name, one.symptom);
    TABLE.iter().map(line).collect()
}
