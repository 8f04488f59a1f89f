//! Every datagram comes back to who sent it, unchanged, one for one.

use crate::common::Server;
use crate::peer::Peer;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

fn pattern(size: usize, seed: usize) -> Vec<u8> {
    (0..size).map(|i| ((i + seed) * 7 % 251) as u8).collect()
}

#[test]
fn every_size_comes_back_unchanged() {
    let server = crate::echo("");
    let peer = Peer::of(&server);
    for size in [0, 1, 1472, 1473, 65_507, 0, 1] {
        peer.echo(pattern(size, 0));
    }
}

#[test]
fn each_datagram_comes_back_in_one_piece_of_its_own() {
    let server = crate::echo("");
    let peer = Peer::of(&server);
    let said = [&b"ab"[..], b"", b"c", b"", b"", b"d\ne\n"];
    said.iter().for_each(|datagram| peer.say(datagram));
    said.iter().for_each(|datagram| peer.hear(datagram));
    peer.echo("and no more");
}

#[test]
fn a_short_datagram_after_a_long_one_carries_nothing_of_it() {
    let server = crate::echo("");
    let (long, short) = (Peer::of(&server), Peer::of(&server));
    long.echo(vec![b'x'; 65_507]);
    short.echo("y");
}

#[test]
fn thirty_two_outstanding_from_four_sockets_all_come_back() {
    let server = crate::echo("");
    let peers = [(); 4].map(|()| Peer::of(&server));
    for round in 0..100 {
        for n in 0..8 {
            for (p, peer) in peers.iter().enumerate() {
                peer.say(pattern(1000, round + n * 4 + p));
            }
        }
        for (p, peer) in peers.iter().enumerate() {
            (0..8).for_each(|n| peer.hear(pattern(1000, round + n * 4 + p)));
        }
    }
}

#[test]
fn every_byte_value_comes_back() {
    let server = crate::echo("");
    let peer = Peer::of(&server);
    peer.echo((0..=255).collect::<Vec<u8>>());
    (0..=255).for_each(|byte| peer.echo([byte]));
}

#[test]
fn what_looks_like_a_proof_or_a_command_is_echoed_like_the_rest() {
    let server = crate::echo("");
    let peer = Peer::of(&server);
    for said in ["join 123456\n", "send: join 123456\n", "/quit\n", "* hi\n"] {
        peer.echo(said);
    }
}

/// Its answer meets a closed port, and the kernel says so to the server.
#[test]
fn a_peer_that_vanished_hurts_nobody() {
    let server = crate::echo("");
    let stays = Peer::of(&server);
    for _ in 0..100 {
        let vanishes = Peer::of(&server);
        vanishes.say("good bye");
        drop(vanishes);
        stays.echo("still here");
    }
    Peer::of(&server).echo("and a new one");
}

#[test]
fn an_ipv6_peer_is_answered() {
    let server = Server::start_at("[::1]:0", "--stage udp-echo");
    assert_eq!(server.addr.ip(), Ipv6Addr::LOCALHOST);
    let peer = Peer::of(&server);
    for size in [0, 1, 1452, 1453, 65_507] {
        peer.echo(pattern(size, 0));
    }
}

#[test]
fn every_address_answers_on_loopback() {
    for listen in [":0", "0.0.0.0:0", "[::]:0"] {
        let server = Server::start_at(listen, "--stage udp-echo");
        assert!(server.addr.ip().is_unspecified(), "{}", server.addr);
        let port = server.addr.port();
        if listen != "[::]:0" {
            Peer::to((Ipv4Addr::LOCALHOST, port).into()).echo("four");
        }
        if server.addr.is_ipv6() {
            Peer::to((Ipv6Addr::LOCALHOST, port).into()).echo("six");
        }
    }
}

#[test]
fn the_whole_of_127_is_loopback() {
    let server = Server::start_at("127.0.0.2:0", "--stage udp-echo");
    let here = SocketAddr::from(([127, 1, 2, 3], 0));
    Peer::at(here, server.addr).echo("no proof asked");
}

#[test]
fn the_sender_of_a_datagram_is_no_client() {
    let server = crate::echo("");
    Peer::of(&server).echo("hello");
    let told = server.log.lines();
    assert!(told.iter().all(|line| !line.contains('#')), "{told:?}");
}
