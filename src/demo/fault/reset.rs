//! A reset ends a connection without an end-of-file: what was on its way is
//! lost, and the next call of the other side fails (RFC 9293, section 3.5.2).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};

pub const FAULT: Fault = Fault {
    name: "reset",
    symptom: "a connection is cut off instead of ended",
    look: "the server's log; in ss -tan no state is left, not even TIME-WAIT",
    survives: "takes it for the end of this one connection; all others go \
               on.",
    naive: "has a ? or an unwrap behind each call: one client ends it for all.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("")?;
    let (addr, port) = (server.addr, server.addr.port());
    scene.run(&format!("echostage client --reset {addr}"))?;
    scene.log(&server, &["reset by the client"])?;
    let filter = format!("'( sport = {port} or dport = {port} )'");
    scene.ss("-tan", &filter, port)?;
    if !kernel::is_fresh(port) {
        return Err(Unseen(format!("a state is left {}", kernel::told(port))));
    }
    let other =
        scene.run(&format!("echo hello | echostage client -q {addr}"))?;
    if other.text != "hello\n" {
        return Err(Unseen(format!("the next client got {:?}", other.text)));
    }
    let naive = scene.start("demo --be fragile")?;
    scene.run(&format!("echostage client --reset {}", naive.addr))?;
    let fate = scene.fate(naive)?;
    if !fate.contains("with code 1") {
        return Err(Unseen(format!("the naive server: {fate}")));
    }
    Ok("our server told of it and served the next; the naive one ended.".into())
}
