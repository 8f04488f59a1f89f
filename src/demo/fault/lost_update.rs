//! Two threads read a number, and both write it back one higher: one of the two
//! updates is lost.

use super::Fault;
use crate::demo::scene::{Played, Scene, Unseen};
use std::net::SocketAddr;

pub const FAULT: Fault = Fault {
    name: "lost-update",
    symptom: "two threads count at once, and one count is lost",
    look: "the log: both write \"1\", because both read 0 before",
    survives: "(--service count-safe) reads, adds and writes behind one \
               lock.",
    naive: "(--service count) reads, then writes: another thread comes \
            between.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("-v --service count --delay 1000")?;
    let lost = both(scene, server.addr)?;
    scene.log(&server, &["read 1 ", "#1 write", "#2 write"])?;
    let hello = format!("echo | echostage client -q {}", server.addr);
    let third = scene.run(&hello)?.text;
    let server = scene.serve("--service count-safe --delay 1000")?;
    let kept = both(scene, server.addr)?;
    if (lost.as_str(), third.as_str()) != ("1\n1\n", "2\n") {
        return Err(Unseen(format!("answers {lost:?}, then {third:?}")));
    }
    let mut kept: Vec<&str> = kept.lines().collect();
    kept.sort_unstable();
    if kept != ["1", "2"] {
        return Err(Unseen(format!("behind the lock, answers {kept:?}")));
    }
    Ok("three lines, and the number is 2; behind the lock, 1 and 2.".into())
}

/// Two clients at once, with a line each.
fn both(scene: &mut Scene, addr: SocketAddr) -> Played {
    let line = format!("echo | echostage client -q {addr}");
    let all = format!("for i in 1 2; do {line} & done; wait");
    Ok(scene.run(&all)?.text)
}
