//! One listener has a port: the next bind fails (`bind(2)`: EADDRINUSE).

use super::Fault;
use crate::demo::scene::{Played, Scene, Unseen, own};

pub const FAULT: Fault = Fault {
    name: "port-in-use",
    symptom: "a second server can't have the same port",
    look: "who listens there: the pid in ss -ltnp",
    survives: "ends with one line that names who holds the port (also one \
               that Ctrl-Z has stopped), and exit code 1.",
    naive: "panics with an error number; or sets SO_REUSEPORT, and each of \
            the two gets a part of the clients.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("")?;
    let (port, pid) = (server.addr.port(), server.pid());
    let again = own("", &server.addr.to_string());
    let second = scene.run(&format!("echostage {again}"))?;
    scene.ss("-ltnp", &format!("'sport = {port}'"), port)?;
    let names = second.text.contains(&pid.to_string());
    if second.code != Some(1) || !second.text.contains("already in use") {
        return Err(Unseen(format!(
            "the second server: {}",
            second.text.trim_end()
        )));
    }
    let who = if names { format!(", and named pid {pid}") } else { "".into() };
    Ok(format!("the second server ended with code 1{who}."))
}
