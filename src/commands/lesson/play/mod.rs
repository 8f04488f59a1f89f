//! `--play`: you read, and Enter types the next command. With tmux the
//! lesson's terminals stand beside the text; without it they are your own.

#[cfg(unix)]
mod asked;
#[cfg(unix)]
mod awaited;
#[cfg(unix)]
mod desk;
mod ends;
#[cfg(unix)]
mod guide;
#[cfg(unix)]
mod keeper;
#[cfg(unix)]
mod layout;
mod missing;
mod scratch;
#[cfg(unix)]
mod tmux;
#[cfg(unix)]
mod view;
mod walk;

#[cfg(unix)]
pub use guide::guide;

use super::Failure;
use crate::commands::held;
use crate::lesson::{Lesson, addresses};
use crate::net::Transport;
use ends::Signals;
use scratch::Scratch;
use std::io::{self, ErrorKind, IsTerminal};
use std::net::{TcpListener, UdpSocket};

pub fn play(lesson: &Lesson) -> Result<(), Failure> {
    let name = lesson.name;
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::start(format!(
            "--play needs a terminal; to read the text do: echostage lesson \
             {name}"
        )));
    }
    free(lesson)?;
    // Before there is anything to clean up.
    let signals = Signals::hear()?;
    let scratch = Scratch::new()?;
    #[cfg(unix)]
    if tmux::is_there() {
        return keeper::run(lesson, scratch, signals);
    }
    walk::run(lesson, scratch, signals)
}

/// Whether its servers will find their ports free.
fn free(lesson: &Lesson) -> Result<(), Failure> {
    let all = addresses(&lesson.page());
    if all.is_empty() {
        return Err(Failure::usage(format!(
            "{} is a page to read: it has nothing to play",
            lesson.name
        )));
    }
    for (addr, transport) in all {
        let bound = match transport {
            Transport::Tcp => TcpListener::bind(addr).map(drop),
            Transport::Udp => UdpSocket::bind(addr).map(drop),
        };
        // Another error is the server's own to tell.
        if bound.is_err_and(|e| e.kind() == ErrorKind::AddrInUse) {
            return Err(held::taken(addr, transport));
        }
    }
    Ok(())
}
