//! A write to who is gone succeeds: the kernel takes it. The answer is a reset,
//! and the next write fails with EPIPE, and by default kills (`signal(7)`).

use super::Fault;
use crate::demo::scene::{Played, Scene, Unseen};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub const FAULT: Fault = Fault {
    name: "broken-pipe",
    symptom: "a write to who is gone fails, or kills the process",
    look: "\"Broken pipe\" in the log; bit 13 (1000) of SigIgn in \
           /proc/PID/status",
    survives: "ignores SIGPIPE, as Rust does: write fails, one connection \
               ends.",
    naive: "dies of SIGPIPE, without a word, with all its clients. C programs \
            do so by default.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("-v --service lines --delay 300")?;
    scene.note("A client sends two lines at once, and closes without reading:");
    hit_and_run(server.addr)?;
    scene.log(&server, &[" write ", "write: ", "closed"])?;
    let written = server.written();
    let log = String::from_utf8_lossy(&written);
    if !log.contains("write: Broken pipe") {
        let last = log.lines().last().unwrap_or_default();
        return Err(Unseen(format!("no write failed with EPIPE: {last}")));
    }
    scene.status(server.pid(), &["SigIgn"])?;
    let naive = scene.start("demo --be unaware")?;
    scene.status(naive.pid(), &["SigIgn"])?;
    scene.note("One client is inside; another one does the same as before:");
    let mut bystander = TcpStream::connect(naive.addr)?;
    bystander.set_read_timeout(Some(Duration::from_secs(5)))?;
    hit_and_run(naive.addr)?;
    let fate = scene.fate(naive)?;
    if !fate.contains("signal 13") {
        return Err(Unseen(format!("the naive server: {fate}")));
    }
    // A reset is an end, too.
    let heard = bystander.read(&mut [0; 1]).unwrap_or(0);
    if heard > 0 {
        return Err(Unseen("who was inside heard something".into()));
    }
    Ok("in our server one write failed, and one connection ended. The naive \
        server died of signal 13, SIGPIPE, and with it who was inside."
        .into())
}

fn hit_and_run(addr: SocketAddr) -> Played<()> {
    let mut client = TcpStream::connect(addr)?;
    client.write_all(b"1\n2\n")?;
    Ok(())
}
