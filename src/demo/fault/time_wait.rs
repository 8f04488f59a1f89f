//! The side that closes first keeps the connection for a minute, so that a late
//! segment of it meets no new one (RFC 9293, section 3.6.1; UNP section 2.7).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen, own};
use crate::demo::wait::soon_at;
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "time-wait",
    symptom: "who closes first keeps the connection for a minute",
    look: "TIME-WAIT at the server's port, in ss -tan",
    survives: "sets SO_REUSEADDR before it binds, so it starts again at once.",
    naive: "does not, and can't start again for a minute.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("--once")?;
    let (addr, port) = (server.addr, server.addr.port());
    scene.note(
        "It answers once, and closes first. (At its end it connects to itself.)",
    );
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
    Ok(format!(
        "{waits} in TIME-WAIT at port {port}; without SO_REUSEADDR bind failed."
    ))
}
