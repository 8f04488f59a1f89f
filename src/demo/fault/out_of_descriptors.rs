//! A process may have so many descriptors (`ulimit -n`). At the limit accept
//! fails, and the client stays in the kernel's queue: the next try fails, too.

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen, own};
use crate::demo::wait::soon_at;
use crate::net::proc::process::descriptors;
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "out-of-descriptors",
    symptom: "accept fails: too many open files",
    look: "how many names /proc/PID/fd has; \"Too many open files\" in the \
           log",
    survives: "waits until somebody leaves; by default its limit is lower, \
               and safe.",
    naive: "ends at once; or tries again and again, and burns a processor.",
    play,
};

const LIMIT: &str = "ulimit -n 20";

fn play(scene: &mut Scene) -> Played {
    let words = own("--max-clients 100", "127.0.0.1:0");
    let server = scene.start_after(LIMIT, &words)?;
    let (addr, port) = (server.addr, server.addr.port());
    let many = "echostage client --many 30 --timeout 2";
    let crowd = scene.begin(&format!("{many} {addr}"))?;
    scene.log(&server, &["Too many open files"])?;
    let waits = soon_at(port, "somebody in the kernel's queue", || {
        let waits = kernel::queued(port)?;
        (waits > 0 && kernel::there(port, State::Established).len() == 30)
            .then_some(waits)
    })?;
    scene.descriptors(server.pid())?;
    let open = descriptors(server.pid());
    scene.end(crowd);
    let next =
        scene.run(&format!("echo hello | echostage client -q {addr}"))?;
    if next.text != "hello\n" {
        return Err(Unseen(format!("the next client got {:?}", next.text)));
    }
    let naive = scene.start_after(LIMIT, "compare --bare-loop")?;
    let _crowd = scene.begin(&format!("{many} {}", naive.addr))?;
    let fate = scene.fate(naive)?;
    if !fate.contains("Too many open files") {
        return Err(Unseen(format!("the naive server: {fate}")));
    }
    Ok(format!(
        "{open} descriptors, {waits} in the kernel's queue; the naive one \
         ended."
    ))
}
