//! A client that sends and never reads: its buffer fills, then the server's,
//! and then a blocking write stands still (UNP section 6.6).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};
use crate::demo::wait::soon_at;
use crate::net::proc::sockets::State;
use std::time::{Duration, Instant};

pub const FAULT: Fault = Fault {
    name: "slow-reader",
    symptom: "a client that never reads blocks the server's write",
    look: "Send-Q of the server in ss -tn: it stands still, nobody takes from it",
    survives: "has a thread for each client, so others are served; with \
               --idle-timeout it lets go of who does not take its answer.",
    naive: "waits in that write, in its only loop: nobody else is served.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("--idle-timeout 3")?;
    let (addr, port) = (server.addr, server.addr.port());
    let _client = scene.begin(&never_read(&addr.to_string()))?;
    let unsent = stuck(port)?;
    let filter = format!("'( sport = {port} or dport = {port} )'");
    scene.ss("-tn", &filter, port)?;
    let other =
        scene.run(&format!("echo hello | echostage client -q {addr}"))?;
    if other.text != "hello\n" {
        return Err(Unseen(format!("another client got {:?}", other.text)));
    }
    scene.log(&server, &["#1 closed"])?;
    let naive = scene.start("demo --be fragile")?;
    let addr = naive.addr;
    let _client = scene.begin(&never_read(&addr.to_string()))?;
    stuck(addr.port())?;
    let hello = "echo hello | echostage client -q --timeout 1";
    let other = scene.run(&format!("{hello} {addr}"))?;
    if other.code == Some(0) {
        return Err(Unseen("the naive server served another client".into()));
    }
    Ok(format!(
        "{unsent} B in Send-Q, not taken; ours served another, the naive none."
    ))
}

fn never_read(addr: &str) -> String {
    format!("echostage client --never-read --timeout 12 {addr}")
}

/// Waits until the server's write stands still: what the client has not taken.
fn stuck(port: u16) -> Played<u64> {
    let mut last = (0, Instant::now());
    soon_at(port, "a Send-Q at the server that stands still", || {
        let all = kernel::here(port, State::Established);
        let row = all.first()?;
        let now = row.send_queue;
        if now != last.0 {
            last = (now, Instant::now());
        }
        let blocked = now > 0 && row.receive_queue > 0;
        let still = last.1.elapsed() > Duration::from_millis(300);
        (blocked && still).then_some(now)
    })
}
