//! Who holds a port that was asked for, in plain words, and what to do.

use super::Failure;
use crate::net::{Holder, Owner, State, Transport, holder};
use std::net::SocketAddr;

/// The end of a start-up error; `reuse` is whether SO_REUSEADDR was set.
pub fn in_use(addr: SocketAddr, transport: Transport, reuse: bool) -> String {
    let holder = holder(addr, transport);
    let todo = match &holder {
        Holder::Process(Owner { stopped: true, .. }) => {
            "type fg there, or take another port with --listen"
        }
        Holder::Process(_) => "end it, or take another port with --listen",
        Holder::Closing(State::TimeWait) if !reuse => {
            "do without --no-reuse-address, or wait"
        }
        Holder::Closing(_) => "wait, or take another port with --listen",
        Holder::Somebody | Holder::Nobody => "take another port with --listen",
    };
    let (who, doctor) = (who(&holder), doctor(addr.port()));
    format!("{who}; {todo}; {doctor} shows more")
}

/// What a command needs is held by another.
pub fn taken(addr: SocketAddr, transport: Transport) -> Failure {
    let holder = holder(addr, transport);
    let first = match &holder {
        Holder::Process(Owner { stopped: true, .. }) => {
            "; type fg there, and end it"
        }
        Holder::Process(_) => "; end it first",
        Holder::Closing(_) => "; it is free in a minute",
        Holder::Somebody | Holder::Nobody => "",
    };
    Failure::start(format!(
        "the lesson needs {addr}: {}{first}; {} shows more",
        who(&holder),
        doctor(addr.port())
    ))
}

fn who(holder: &Holder) -> String {
    match holder {
        Holder::Process(Owner { name, stopped, listens }) => {
            let stopped = if *stopped { ", stopped by Ctrl-Z" } else { "" };
            match listens {
                true => format!("{name} holds it{stopped}"),
                false => format!(
                    "nobody listens there, but {name} still has a connection \
                     on it{stopped}"
                ),
            }
        }
        Holder::Somebody => {
            "another user's process holds it (see: ss -tuan)".into()
        }
        Holder::Closing(State::TimeWait) => {
            "nobody listens there: connections that were closed in the last \
             minute hold it (TIME_WAIT, see: ss -tan)"
                .into()
        }
        Holder::Closing(state) => format!(
            "nobody listens there: connections that are being closed hold it \
             ({state}, see: ss -tan)"
        ),
        Holder::Nobody => "nobody to be seen holds it (see: ss -tuan)".into(),
    }
}

/// What to type to learn more.
pub fn doctor(port: u16) -> String {
    match port {
        8899 => "`echostage doctor`".into(),
        _ => format!("`echostage doctor --port {port}`"),
    }
}
