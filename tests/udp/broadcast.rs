//! `--to` a broadcast address: one datagram leaves us, the network copies it.

use crate::common::{PATIENCE, Server, refused};
use crate::hosts::Host;
use crate::member::Member;
use crate::network::Network;
use crate::peer::Peer;
use crate::proof::ask;

/// Somebody proven on this host.
fn member(host: &Host, server: &Server) -> Member {
    let peer = host.peer(server.addr);
    peer.say(ask(&peer));
    Member::welcomed(peer)
}

/// Reads on to what a member said; who comes and goes was told before.
fn listen_to(ear: &Peer, line: &str) {
    loop {
        let heard = ear.next_from_anybody(PATIENCE).expect(line).0;
        if heard == format!("{line}\n").as_bytes() {
            return;
        }
        assert!(heard.starts_with(b"* "), "{:?}", heard.escape_ascii());
    }
}

/// It is said once, heard by two hosts, and not by the third, which hears
/// first what the server's host sends after it.
fn reaches_two_and_not_the_third(listen: &str, to: &str) {
    let Some(net) = Network::new("a broadcast") else { return };
    let [a, b, c, d] = net.hosts();
    let args = format!("--stage udp-broadcast --to {to}:7001");
    let server = a.server(listen, &args);
    let port = server.addr.port();
    let here = a.at(port);
    let ears = [&b, &c, &d].map(|h| Peer::on(h.bind(7001), here));
    let peer = b.peer(here);
    peer.say(ask(&peer));
    let speaker = Member::welcomed(peer);
    speaker.say("one");
    for ear in &ears[..2] {
        listen_to(ear, "guest-1: one");
    }
    speaker.ask("/who", "* here: guest-1"); // "one" has left us by now
    let before = a.sent_so_far();
    speaker.say("two");
    for ear in &ears[..2] {
        ear.hear("guest-1: two\n");
    }
    a.has_sent(before + 1); // the network makes the copies
    let marker = a.bind(0);
    marker.send_to(b"marker", d.at(7001)).unwrap();
    let heard = ears[2].next_from_anybody(PATIENCE).expect("the marker").0;
    assert_eq!(heard.escape_ascii().to_string(), "marker");
    a.has_sent(before + 2); // the marker is the last
    speaker.ask("/who", "* here: guest-1");
    for ear in &ears[..2] {
        ear.socket.set_nonblocking(true).unwrap();
        assert!(ear.socket.recv(&mut [0; 9]).is_err(), "heard by all");
    }
}

#[test]
fn the_subnets_address_reaches_every_host_of_it_and_no_other() {
    reaches_two_and_not_the_third("10.9.1.1:7000", "10.9.1.255");
}

#[test]
fn the_cables_address_reaches_every_host_on_it_and_no_other() {
    reaches_two_and_not_the_third("10.9.1.1:7000", "255.255.255.255");
}

/// On every address, and on the port that the broadcast goes to: it comes
/// back to us, from an address that is not our bound one.
#[test]
fn our_own_broadcast_that_comes_back_starts_nothing() {
    reaches_two_and_not_the_third("0.0.0.0:7001", "10.9.1.255");
}

#[test]
fn what_is_for_one_member_goes_to_that_one_only() {
    let Some(net) = Network::new("a broadcast") else { return };
    let [a, b, c, _] = net.hosts();
    let args = "--stage udp-broadcast --to 10.9.1.255:7001";
    let server = a.server("10.9.1.1:7000", args);
    let ear = Peer::on(c.bind(7001), server.addr);
    let (first, second) = (member(&b, &server), member(&c, &server));
    first.ask("/msg guest-2 hi", "* told guest-2");
    second.hear("guest-1 (to you): hi");
    first.ask("/who", "* here: guest-1, guest-2");
    first.say("aloud");
    listen_to(&ear, "guest-1: aloud");
    second.has_heard_nothing();
}

/// A broadcast address of a network that this machine is not on.
#[test]
fn another_networks_broadcast_address_exits_2() {
    let Some(net) = Network::new("a broadcast") else { return };
    let [_, b, ..] = net.hosts();
    let args = "--stage udp-broadcast --to 10.9.2.255:7001";
    let (told, code) = refused(b.command("10.9.1.2:7000", args));
    assert!(told.contains("10.9.2.255"), "{told}");
    assert_eq!(code, 2, "{told}");
}
