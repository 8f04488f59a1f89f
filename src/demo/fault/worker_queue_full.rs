//! A pool has a queue of its own before its workers. When it is full, the
//! acceptor must wait, or turn clients away; without a bound it grows.

use super::Fault;
use crate::demo::kernel;
use crate::demo::scene::{Played, Scene, Unseen};
use crate::demo::wait::soon_at;
use crate::net::proc::sockets::State;

pub const FAULT: Fault = Fault {
    name: "worker-queue-full",
    symptom: "all workers are busy, and the queue before them is full",
    look: "\"turned away\" in the log; or Recv-Q in ss -ltn: the acceptor \
           waits",
    survives: "turns newcomers away, or lets them wait in the kernel's queue.",
    naive: "accepts everybody into a queue without end: memory is what ends \
            it.",
    play,
};

const MANY: &str = "echostage client --timeout 1 --many";

fn play(scene: &mut Scene) -> Played {
    let small = "--stage bounded-pool --workers 1 --queue 1";
    let server = scene.serve(&format!("{small} --queue-full turn-away"))?;
    let crowd = scene.run(&format!("{MANY} 4 {}", server.addr))?;
    let away = server.written();
    let away = String::from_utf8_lossy(&away).into_owned();
    let away = away.matches("turned away (queue full)").count();
    if away == 0 {
        return Err(Unseen(format!(
            "nobody was turned away: {}",
            crowd.text.trim_end()
        )));
    }
    scene.log(&server, &["#4 closed"])?;
    drop(server);
    let server = scene.serve(small)?;
    let (addr, port) = (server.addr, server.addr.port());
    let crowd = scene.begin(&format!("{MANY} 5 {addr}"))?;
    let waits = soon_at(port, "somebody in the kernel's queue", || {
        let waits = kernel::queued(port)?;
        (waits > 0 && kernel::there(port, State::Established).len() == 5)
            .then_some(waits)
    })?;
    scene.ss("-ltn", &format!("'sport = {port}'"), port)?;
    drop(crowd);
    drop(server);
    let naive = scene.serve("--stage pool --workers 1")?;
    let _crowd = scene.begin(&format!("{MANY} 20 {}", naive.addr))?;
    scene.log(&naive, &["#20 waits"])?;
    let all = naive.written();
    let queued = String::from_utf8_lossy(&all).matches(" waits (").count();
    Ok(format!(
        "{away} turned away; {waits} in the kernel's queue; {queued} in a queue \
         without end."
    ))
}
