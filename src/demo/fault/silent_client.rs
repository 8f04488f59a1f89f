//! A client that connects and says nothing holds whoever serves it: in a server
//! that serves one at a time, everybody.

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};
use crate::demo::wait::{heard, soon_at};
use std::time::Instant;

pub const FAULT: Fault = Fault {
    name: "silent-client",
    symptom: "a client that says nothing keeps all others out",
    look: "Recv-Q of the listening socket, in ss -ltn: who is not accepted yet",
    survives: "serves others in threads or processes of their own, and with \
               --idle-timeout lets go of who is silent.",
    naive: "waits in read for ever; the others believe that they are \
            connected.",
    play,
};

const SILENT: &str = "echostage client --silent --timeout 15";
const HELLO: &str = "echo hello | echostage client -q";

fn play(scene: &mut Scene) -> Played {
    let server = scene.serve("--stage single")?;
    let (addr, port) = (server.addr, server.addr.port());
    let _silent = scene.begin(&format!("{SILENT} {addr}"))?;
    heard(&server, &["#1 "])?;
    let newcomer = scene.begin(&format!("{HELLO} --timeout 2 {addr}"))?;
    soon_at(port, "the newcomer in the kernel's queue", || {
        (kernel::queued(port)? == 1).then_some(())
    })?;
    scene.ss("-ltn", &format!("'sport = {port}'"), port)?;
    let answer = scene.end(newcomer);
    if answer.code == Some(0) {
        return Err(Unseen("the newcomer was served".into()));
    }
    scene.note("With a limit of one second:");
    let server = scene.serve("--stage single --idle-timeout 1")?;
    let addr = server.addr;
    let _silent = scene.begin(&format!("{SILENT} {addr}"))?;
    heard(&server, &["#1 "])?;
    let begun = Instant::now();
    let answer = scene.run(&format!("{HELLO} --timeout 8 {addr}"))?;
    if answer.text != "hello\n" {
        return Err(Unseen(format!(
            "with --idle-timeout 1 the newcomer got {:?}",
            answer.text
        )));
    }
    Ok(format!(
        "without a limit the newcomer waited in the kernel's queue and had no \
         answer in 2 s; with it, one after {:.1} s.",
        begun.elapsed().as_secs_f64()
    ))
}
