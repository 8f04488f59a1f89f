//! `--to` a group: one datagram leaves us, and only who joined gets it.

use crate::common::{PATIENCE, refused};
use crate::hosts::Host;
use crate::member::Member;
use crate::network::Network;
use crate::peer::Peer;
use crate::proof::ask;
use crate::raw::{Wire, is_root};
use socket2::SockRef;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, UdpSocket};

const GROUP: Ipv4Addr = Ipv4Addr::new(239, 9, 1, 7);
const GROUP6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0x97);

/// An ear on the group's port, on a host that has joined or has not.
fn ear(host: &Host, joins: bool) -> Peer {
    let socket = host.bind(7001);
    if joins {
        socket.join_multicast_v4(&GROUP, &host.ip.into()).unwrap();
    }
    Peer::on(socket, ([10, 9, 1, 1], 7000).into())
}

/// The server's host says something to this one, which is the next it hears.
fn hears_next_the_marker(host: &Host, ear: &Peer, from: &Host) {
    let marker = from.bind(0);
    marker.send_to(b"marker", host.at(7001)).unwrap();
    let heard = ear.next_from_anybody(PATIENCE).expect("the marker").0;
    assert_eq!(heard.escape_ascii().to_string(), "marker");
}

#[test]
fn only_who_joined_the_group_gets_what_is_said() {
    let Some(net) = Network::new("a group") else { return };
    let [a, b, c, d] = net.hosts();
    let args = format!("--stage udp-broadcast --to {GROUP}:7001");
    let server = a.server("10.9.1.1:7000", &args);
    let (joined, other, outside) =
        (ear(&b, true), ear(&c, false), ear(&d, true));
    let peer = c.peer(server.addr);
    peer.say(ask(&peer));
    let speaker = Member::welcomed(peer);
    speaker.say("one");
    while joined.line() != "guest-1: one" {}
    speaker.ask("/who", "* here: guest-1"); // "one" has left us by now
    let before = a.sent_so_far();
    speaker.say("two");
    joined.hear("guest-1: two\n");
    a.has_sent(before + 1); // the network makes the copies
    hears_next_the_marker(&c, &other, &a);
    hears_next_the_marker(&d, &outside, &a);
    hears_next_the_marker(&b, &joined, &a);
    a.has_sent(before + 4); // the markers are the last
}

/// The loop is on: the server's own host is one of those who may join.
#[test]
fn who_joined_on_the_servers_own_host_gets_what_is_said() {
    let Some(net) = Network::new("a group") else { return };
    let [a, _, c, _] = net.hosts();
    let args = format!("--stage udp-broadcast --to {GROUP}:7001");
    let server = a.server("10.9.1.1:7000", &args);
    let joined = ear(&a, true);
    let peer = c.peer(server.addr);
    peer.say(ask(&peer));
    Member::welcomed(peer).say("hello");
    while joined.line() != "guest-1: hello" {}
}

#[test]
fn what_is_said_to_a_group_crosses_no_router() {
    if !is_root("a time to live") {
        return;
    }
    let group = Ipv4Addr::new(239, 9, 1, 8);
    let wire = Wire::joined(group, Ipv4Addr::LOCALHOST);
    let server = crate::relay(&format!("--to {group}:7001"));
    Peer::of(&server).say("hello");
    assert_eq!(wire.next().ttl, 1);
}

/// Out by the cable that is named, not by the one of the server's address.
#[test]
fn interface_says_which_cable_it_leaves_by() {
    for name in ["eth1", "10.9.2.1"] {
        let Some(net) = Network::new("a group") else { return };
        let [a, b, c, d] = net.hosts();
        let args = format!("--to {GROUP}:7001 --interface {name}");
        let args = format!("--stage udp-broadcast {args}");
        let server = a.server("0.0.0.0:7000", &args);
        let (near, far) = (ear(&b, true), ear(&d, true));
        let peer = c.peer(a.at(server.addr.port()));
        peer.say(ask(&peer));
        let speaker = Member::welcomed(peer);
        speaker.say("hello");
        let hear = || far.next_from_anybody(PATIENCE).expect("hello").0;
        while hear() != b"guest-1: hello\n" {}
        hears_next_the_marker(&b, &near, &a);
    }
}

/// The kernel sends nothing from 127.0.0.1 by a cable.
#[test]
fn on_loopback_a_cable_is_refused_with_the_address_to_change() {
    let Some(net) = Network::new("a group") else { return };
    let [a, ..] = net.hosts();
    let args = format!("--to {GROUP}:7001 --interface eth0");
    let args = format!("--stage udp-broadcast {args}");
    let (told, code) = refused(a.command("127.0.0.1:0", &args));
    assert!(told.contains("--listen"), "{told}");
    assert!(code == 1 || code == 2, "{code}");
}

fn ear6(host: &Host, joins: bool) -> Peer {
    let all = SocketAddr::from((Ipv6Addr::UNSPECIFIED, 7001));
    let socket = host.run(|| {
        let socket = UdpSocket::bind(all).unwrap();
        let index = interface_index("eth0");
        if joins {
            socket.join_multicast_v6(&GROUP6, index).unwrap();
        }
        SockRef::from(&socket).set_multicast_all_v6(false).unwrap();
        socket
    });
    Peer::on(socket, ("fd00:9::1".parse::<Ipv6Addr>().unwrap(), 7000).into())
}

fn interface_index(name: &str) -> u32 {
    let table = std::fs::read_to_string("/proc/thread-self/net/if_inet6");
    let table = table.unwrap();
    let row = table.lines().find(|row| row.ends_with(name)).unwrap();
    let index = row.split_whitespace().nth(1).unwrap();
    u32::from_str_radix(index, 16).unwrap()
}

#[test]
fn an_ipv6_group_works_alike() {
    let Some(net) = Network::new("an IPv6 group") else { return };
    let [a, b, c, _] = net.hosts();
    let args = format!("--to [{GROUP6}]:7001 --interface eth0");
    let args = format!("--stage udp-broadcast {args}");
    let server = a.server("[fd00:9::1]:7000", &args);
    let (joined, other) = (ear6(&b, true), ear6(&c, false));
    let here = SocketAddr::from(([0; 16], 0));
    let socket = c.run(|| UdpSocket::bind(here).unwrap());
    let peer = Peer::on(socket, server.addr);
    peer.say(ask(&peer));
    let speaker = Member::welcomed(peer);
    speaker.say("hello");
    let hear = || joined.next_from_anybody(PATIENCE).expect("hello").0;
    while hear() != b"guest-1: hello\n" {}
    let there = SocketAddrV6::new("fd00:9::3".parse().unwrap(), 7001, 0, 0);
    let marker = a.run(|| UdpSocket::bind(here).unwrap());
    marker.send_to(b"marker", there).unwrap();
    let heard = other.next_from_anybody(PATIENCE).expect("the marker").0;
    assert_eq!(heard.escape_ascii().to_string(), "marker");
}
