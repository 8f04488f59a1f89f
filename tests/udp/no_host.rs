//! Forged senders that would live on our cable, if there was anybody: what is
//! sent to them waits for ARP, and must hold up nobody.

use crate::common::{Server, until};
use crate::hosts::Host;
use crate::network::Network;
use crate::peer::Peer;
use crate::proof::prove;
use crate::raw::Forger;
use std::net::SocketAddrV4;
use std::time::Duration;

/// ARP asks on for longer than any test waits (`arp(7)`, mcast_solicit).
pub fn asks_for_ever(host: &Host) {
    let file = "/proc/sys/net/ipv4/neigh/eth0/mcast_solicit";
    host.run(|| std::fs::write(file, "100").unwrap());
}

/// A server, and one who has proven itself before these senders were forged.
fn after_2000_forged() -> Option<(Server, Peer, Network)> {
    let net = Network::new("forged senders")?;
    let [a, b, ..] = net.hosts();
    asks_for_ever(&a);
    let server = a.server("10.9.1.1:7000", "--stage udp-echo");
    let peer = b.peer(server.addr);
    prove(&peer);
    let to = SocketAddrV4::new(a.ip.into(), 7000);
    let forger = b.run(Forger::new);
    for n in 0..2000 {
        let ip = [10, 9, 1, 10 + (n % 240) as u8];
        forger.send(SocketAddrV4::new(ip.into(), 5000 + n), to, "x");
    }
    Some((server, peer, net))
}

/// It reads on: it echoes, or says that it could not.
#[test]
fn challenges_that_wait_for_arp_do_not_keep_the_server_from_reading() {
    let Some((server, peer, _net)) = after_2000_forged() else { return };
    let lost = format!("no room to send to {}: lost", peer.name());
    until("an echo, or its loss", || {
        peer.say("next");
        let heard = peer.next_within(Duration::from_millis(100)).is_some();
        (heard || server.log.count(&lost) > 0).then_some(())
    });
}

#[test]
fn challenges_that_wait_for_arp_leave_room_for_a_proven_peers_echo() {
    let Some((_server, peer, _net)) = after_2000_forged() else { return };
    until("an echo", || {
        peer.say("next");
        peer.next_within(Duration::from_millis(100))
    });
}
