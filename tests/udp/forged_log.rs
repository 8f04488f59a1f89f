//! What the log says of those that are never answered.

use crate::common::{Line, until};
use crate::forged::server;
use crate::peer::Peer;
use crate::raw::{Forger, is_root};
use std::net::{Ipv4Addr, SocketAddrV4};

const OLD: &str = "an old echo service's port";

#[test]
fn the_log_says_why_it_did_not_answer() {
    if !is_root("why") {
        return;
    }
    let reasons = [
        (Some(0), "port 0"),
        (Some(7), OLD),
        (Some(37), OLD),
        (None, "our own"),
    ];
    for (n, (port, why)) in reasons.into_iter().enumerate() {
        let last = 103 + n as u8;
        let (server, to) = server("udp-echo", Ipv4Addr::new(127, 0, 77, last));
        let from = SocketAddrV4::new(*to.ip(), port.unwrap_or(to.port()));
        Forger::new().send(from, to, "x");
        let line = server.wait_for_line("not answered: ");
        let told = format!(" so far, the last from {from} ({why})");
        assert!(line.ends_with(&told), "{line}");
        assert!(line.contains("not answered: 1 datagram"), "{line}");
    }
}

#[test]
fn the_log_says_so_once_a_second_at_most() {
    if !is_root("once a second") {
        return;
    }
    let (server, to) = server("udp-echo", Ipv4Addr::new(127, 0, 77, 110));
    let from = SocketAddrV4::new(*to.ip(), 7);
    let (forger, peer) =
        (Forger::new(), Peer::at((*to.ip(), 0).into(), to.into()));
    let mut sent = 0;
    until("a third line", || {
        forger.send(from, to, "x");
        peer.echo("marker");
        sent += 1;
        (server.log.count("not answered: ") == 3).then_some(())
    });
    let lines = server.log.lines();
    let told = lines.iter().filter(|line| line.contains("not answered: "));
    let told: Vec<_> = told.map(|line| Line::parse(line)).collect();
    for pair in told.windows(2) {
        let pause = pair[1].seconds - pair[0].seconds;
        assert!(pause > 0.85, "{told:?}"); // a tenth is what a line tells
    }
    assert!(sent >= 3, "{sent}");
}
