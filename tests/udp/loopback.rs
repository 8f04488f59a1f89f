//! Broadcast and multicast inside one machine: two listeners, one datagram.

use crate::common::{Server, until};
use crate::member::Member;
use crate::peer::Peer;
use crate::{relay, start_if_free};
use socket2::{Domain, Socket, Type};
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

const ALL: &str = "127.255.255.255";

/// Two ears may share a port; the kernel copies broadcasts to both.
fn ear(port: u16) -> UdpSocket {
    let socket = Socket::new(Domain::IPV4, Type::DGRAM, None).unwrap();
    socket.set_reuse_address(true).unwrap();
    socket.set_multicast_all_v4(false).unwrap(); // only what one joined
    socket.bind(&SocketAddr::from(([0; 4], port)).into()).unwrap();
    socket.into()
}

/// Several on one port, which nobody else has.
pub fn ears<const N: usize>() -> ([UdpSocket; N], u16) {
    let first = ear(0);
    let port = first.local_addr().unwrap().port();
    let mut all = vec![first];
    all.extend((1..N).map(|_| ear(port)));
    (all.try_into().unwrap(), port)
}

fn hears(ear: UdpSocket, server: &Server, line: &str) -> Peer {
    let ear = Peer::on(ear, server.addr);
    while ear.line() != line {}
    ear
}

#[test]
fn one_broadcast_on_loopback_reaches_two_listeners() {
    let ([first, second], port) = ears();
    let server = relay(&format!("--to {ALL}:{port}"));
    let speaker = Member::join(&server);
    speaker.say("hello");
    for ear in [first, second] {
        let ear = hears(ear, &server, "guest-1: hello");
        speaker.say("again");
        ear.hear("guest-1: again\n");
    }
    speaker.has_heard_nothing();
}

#[test]
fn one_multicast_on_loopback_reaches_two_who_joined_and_not_a_third() {
    let ([first, second, third], port) = ears();
    let group = Ipv4Addr::new(239, 9, 2, 1);
    for ear in [&first, &second] {
        ear.join_multicast_v4(&group, &Ipv4Addr::LOCALHOST).unwrap();
    }
    let server = relay(&format!("--to {group}:{port}"));
    let speaker = Member::join(&server);
    speaker.say("hello");
    hears(first, &server, "guest-1: hello");
    hears(second, &server, "guest-1: hello");
    third.set_nonblocking(true).unwrap();
    assert!(third.recv(&mut [0; 9]).is_err(), "it has not joined");
    speaker.has_heard_nothing();
}

#[test]
fn interface_lo_and_its_address_mean_the_same() {
    for name in ["lo", "127.0.0.1"] {
        let ([ear], port) = ears();
        let group = Ipv4Addr::new(239, 9, 2, 2);
        ear.join_multicast_v4(&group, &Ipv4Addr::LOCALHOST).unwrap();
        let args = format!("--to {group}:{port} --interface {name}");
        let args = format!("--stage udp-broadcast {args}");
        let server = Server::start_at("127.0.0.1:0", &args);
        let speaker = Member::join(&server);
        speaker.say("hello");
        hears(ear, &server, "guest-1: hello");
    }
}

#[test]
fn who_joins_is_renamed_and_leaves_is_told_in_one_datagram_too() {
    let ([ear], port) = ears();
    let server = relay(&format!("--to {ALL}:{port}"));
    let first = Member::join(&server);
    let second = Member::join(&server);
    second.ask("/name bob", "* you are now bob");
    second.say("/me waves");
    second.say("/quit");
    let ear = hears(ear, &server, "* guest-2 joins (2 here)");
    ear.hear("* guest-2 is now bob\n");
    ear.hear("~ bob waves\n");
    ear.hear("* bob leaves (1 here)\n");
    first.has_heard_nothing();
}

/// On every address, and on the port that its own broadcasts go to.
#[test]
fn our_own_broadcast_that_comes_back_is_not_answered() {
    let server = until("a port that nobody else takes", || {
        let port = ear(0).local_addr().unwrap().port();
        let args = format!("--stage udp-broadcast --to {ALL}:{port}");
        start_if_free(&format!("0.0.0.0:{port}"), &args)
    });
    let peer = Peer::to((Ipv4Addr::LOCALHOST, server.addr.port()).into());
    peer.say("");
    let member = Member::welcomed(peer);
    (0..3).for_each(|_| member.say("hello"));
    let line = server.wait_for_line("not answered: ");
    assert!(line.ends_with(" (our own)"), "{line}");
    member.ask("/who", "* here: guest-1");
    member.has_heard_nothing();
    assert_eq!(server.log.count("registered"), 1);
}
