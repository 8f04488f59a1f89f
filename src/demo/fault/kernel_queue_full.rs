//! Who is connected and not accepted stands in the kernel's queue, as long as
//! `listen(2)` was told. When it is full, newcomers are not even connected.

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene};
use crate::demo::wait::{heard, soon_at};
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "kernel-queue-full",
    symptom: "nobody accepts, and at last nobody can connect",
    look: "Recv-Q above Send-Q (the backlog) in ss -ltn; SYN-SENT outside",
    survives: "asks for a queue of 1024, and accepts as fast as it can: in \
               stage threads nobody stands there for long.",
    naive: "serves in the loop that accepts. Its clients get no refusal: they \
            hang, and try again after 1, 3, 7, … seconds.",
    play,
};

fn play(scene: &mut Scene) -> Played {
    scene.note("One at a time, a backlog of 2, and one silent client:");
    let server = scene.serve("--stage single --backlog 2")?;
    let (addr, port) = (server.addr, server.addr.port());
    let silent = format!("echostage client --silent --timeout 15 {addr}");
    let _silent = scene.begin(&silent)?;
    heard(&server, &["#1 "])?;
    let many = "echostage client --many 5 --connect-timeout 3 --timeout 1";
    let crowd = scene.begin(&format!("{many} {addr}"))?;
    let waits = soon_at(port, "a full queue, and one before it", || {
        let waits = kernel::queued(port)?;
        let outside = kernel::there(port, State::SynSent).len();
        (waits == 3 && outside > 0).then_some(waits)
    })?;
    scene.ss("-ltn", &format!("'sport = {port}'"), port)?;
    scene.ss("-tn state syn-sent", &format!("'dport = {port}'"), port)?;
    scene.end(crowd);
    Ok(format!(
        "{waits} in a queue of 2 (Linux lets in one more); the next is \
         in SYN-SENT."
    ))
}
