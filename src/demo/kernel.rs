//! What the kernel shows of a server of ours: its sockets, by the port.

use crate::net::proc::sockets::{self, Socket, State, Transport};

/// The TCP sockets that have this port on either side.
pub fn tcp(port: u16) -> Vec<Socket> {
    let all = sockets::all(Transport::Tcp);
    all.filter(|socket| socket.has(port)).collect()
}

/// Whether no connection is left here from who had this port before.
pub fn is_fresh(port: u16) -> bool {
    tcp(port).iter().all(|socket| socket.state == State::Listen)
}

/// The datagrams for which this port's receive buffer had no room.
pub fn drops(port: u16) -> u64 {
    sockets::bound(port, Transport::Udp).map(|socket| socket.drops).sum()
}

/// How many wait in the kernel's queue. None: nobody listens.
pub fn queued(port: u16) -> Option<u64> {
    let mut all = sockets::bound(port, Transport::Tcp);
    all.next().map(|socket| socket.receive_queue)
}

/// The server's ends of its connections that are in this state.
pub fn here(port: u16, state: State) -> Vec<Socket> {
    let mut all = tcp(port);
    all.retain(|it| it.local.port() == port && it.state == state);
    all
}

/// The clients' ends.
pub fn there(port: u16, state: State) -> Vec<Socket> {
    let mut all = tcp(port);
    all.retain(|it| it.remote.port() == port && it.state == state);
    all
}

/// The sockets at this TCP port, in words.
pub fn told(port: u16) -> String {
    let word = |socket: &Socket| {
        let (state, queue) = (socket.state, socket.receive_queue);
        let local = socket.local.port() == port;
        let side = if local { "here" } else { "there" };
        format!("{state} {side} (Recv-Q {queue})")
    };
    let all: Vec<String> = tcp(port).iter().take(6).map(word).collect();
    match all.is_empty() {
        true => format!("nothing at port {port}"),
        false => format!("at port {port}: {}", all.join(", ")),
    }
}
