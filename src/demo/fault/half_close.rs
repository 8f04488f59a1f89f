//! An end-of-file says "no more from me", and not "goodbye": who sends it may
//! still listen (UNP section 6.6).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};
use crate::demo::wait::soon_at;
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "half-close",
    symptom: "one side has said all, and still listens",
    look: "FIN-WAIT-2 at the client, CLOSE-WAIT at the server, in ss -tn",
    survives: "answers all that came before the end-of-file, then closes.",
    naive: "takes the end-of-file for a goodbye, and closes with the answer \
            unsent. Or it never closes: then CLOSE-WAIT stays for ever.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("--delay 3000")?;
    let (addr, port) = (server.addr, server.addr.port());
    scene.note(
        "This server takes 3 s for an answer. The client says hello, and \
         half-closes:",
    );
    let client =
        scene.begin(&format!("echostage client --half-close {addr}"))?;
    soon_at(port, "CLOSE-WAIT with FIN-WAIT-2", || {
        let server = kernel::here(port, State::CloseWait).len() == 1;
        let client = kernel::there(port, State::FinWait2).len() == 1;
        (server && client).then_some(())
    })?;
    let filter = format!("'( sport = {port} or dport = {port} )'");
    scene.ss("-tn", &filter, port)?;
    scene.note("And the answer still comes. What the client did and saw:");
    let ended = scene.end(client);
    if ended.code != Some(0) {
        return Err(Unseen(format!(
            "the client had no answer after its half-close: {}",
            ended.text.trim_end()
        )));
    }
    Ok("FIN-WAIT-2 and CLOSE-WAIT while the server worked; then the answer, \
        after the client's end-of-file."
        .into())
}
