//! What finds no room in the receive buffer is dropped by the kernel, and
//! nobody is told: neither who has sent it nor the program (`udp(7)`).

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};

pub const FAULT: Fault = Fault {
    name: "udp-loss",
    symptom: "datagrams that were sent never arrive",
    look: "d (dropped) in ss -uanm; the last column of /proc/net/udp",
    survives: "serves the next one: it keeps nothing about a lost datagram. stats \
               counts them, --receive-buffer makes room.",
    naive: "(client) waits in recv for ever, for an answer to what never came. \
            It needs a time-out, a number in each message, and a retry.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    let flags = "--stage udp-echo --receive-buffer 4096 --delay 20";
    let server = scene.serve(flags)?;
    let (addr, port) = (server.addr, server.addr.port());
    let count = "echostage client -q --udp --count 100 --timeout 0.3";
    let told = scene.run(&format!("{count} {addr}"))?.text;
    scene.ss_udp(port)?;
    let dropped = kernel::drops(port);
    if dropped == 0 || told.contains(" 0 lost") {
        return Err(Unseen(format!(
            "the kernel dropped {dropped} datagrams: {}",
            told.trim_end()
        )));
    }
    let hello = "echostage client -q --udp";
    let next = scene.run(&format!("echo hello | {hello} {addr}"))?;
    if !next.text.starts_with("hello\n") {
        return Err(Unseen(format!("the next one got {:?}", next.text)));
    }
    Ok(format!(
        "100 datagrams sent, {dropped} dropped by the kernel. Every send had \
         returned without an error."
    ))
}
