//! Who stands in the kernel's queue: no event tells it, so somebody looks. Who
//! is connected and not yet accepted has no inode (`proc_net_tcp(5)`).

use super::door::Door;
use super::os::cpu_time;
use super::proc::sockets::{self, Socket, State, Transport};
use crate::trace::{self, Kinds, What};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The least time between two looks.
const TICK: Duration = Duration::from_millis(10);
/// A look may take a sixtieth of the time: less than 2 % of a core. Of the
/// processor's time, for on a busy machine a look takes long and costs little.
const SHARE: u32 = 60;
/// Nobody wants to know: a change of that ends the rest.
const IDLE: Duration = Duration::from_secs(3600);
/// So many are named; the others are counted.
const NAMED: usize = 64;

/// Starts the thread that looks, while somebody listens to samples and the door
/// is open: after that we connect to ourselves, to wake who accepts.
pub fn start(addr: SocketAddr, door: Arc<Door>) -> io::Result<()> {
    let sampler = thread::Builder::new().name("sampler".into());
    sampler.spawn(move || {
        let mut before = None;
        loop {
            let wants = trace::wants_number();
            if !trace::wanted().has(Kinds::SAMPLED) {
                trace::rest(wants, IDLE);
                continue;
            }
            let start = cpu_time();
            let mut peers = queued(addr);
            if door.is_closing() {
                return;
            }
            // Who listens since a moment ago knows nothing of who stands there.
            let now = Some((wants, peers.clone()));
            if before != now {
                before = now;
                let more = peers.len().saturating_sub(NAMED);
                peers.truncate(NAMED);
                trace::emit(0, What::Queued { peers, more });
            }
            let cost = cpu_time().saturating_sub(start);
            trace::rest(wants, TICK.max(cost * SHARE));
        }
    })?;
    Ok(())
}

/// The peers of all connections to `addr` that nobody has accepted yet, in
/// order; none where the system can't tell. The client may have closed again.
pub fn queued(addr: SocketAddr) -> Vec<SocketAddr> {
    let waits = |socket: &Socket| {
        matches!(socket.state, State::Established | State::CloseWait)
            && socket.inode == 0
            && socket.covers(addr)
    };
    let all = sockets::all(Transport::Tcp).filter(waits);
    let mut peers: Vec<_> = all.map(|socket| socket.remote).collect();
    peers.sort();
    // The table is read in pieces: a row may come twice when it changes.
    peers.dedup();
    peers
}
