//! The side that closes first keeps the connection for a minute, so that a late
//! segment of it meets no new one (RFC 9293, section 3.6.1; UNP section 2.7).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen, own, soon_at};
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "time-wait",
    symptom: "who closes first keeps the connection for a minute",
    look: "TIME-WAIT at the server's port, in ss -tan",
    survives: "sets SO_REUSEADDR before it binds, so it starts again at once.",
    naive: "does not, and can't start again for a minute. In a client's hands \
            it is harmless: there it holds a port that the kernel has picked.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("--once")?;
    let (addr, port) = (server.addr, server.addr.port());
    scene.note("This server answers once, and closes first. Then it is ended.");
    scene.run(&format!("echostage client --half-line {addr}"))?;
    soon_at(port, "TIME-WAIT at the server's port", || {
        let left = kernel::here(port, State::TimeWait);
        (!left.is_empty()).then_some(())
    })?;
    drop(server);
    scene.ss("-tan", &format!("'sport = {port}'"), port)?;
    let waits = kernel::here(port, State::TimeWait).len();
    let again = own("", &addr.to_string());
    let without =
        scene.run(&format!("echostage --no-reuse-address {again}"))?;
    if without.code != Some(1) || !without.text.contains("TIME_WAIT") {
        return Err(Unseen(format!(
            "the port could be had without SO_REUSEADDR: {}",
            without.text.trim_end()
        )));
    }
    let _again = scene.start(&again)?;
    let woke = match waits {
        1 => "",
        _ => " (one woke the server's accept at its end)",
    };
    Ok(format!(
        "{waits} in TIME-WAIT at port {port}{woke}. Without SO_REUSEADDR the \
         port could not be had."
    ))
}
