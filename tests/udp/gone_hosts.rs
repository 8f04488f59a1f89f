//! Members whose host is gone: what is sent to them waits for ARP, until that
//! gives up.

use crate::common::{Server, tools::need, until};
use crate::hosts::Host;
use crate::member::Member;
use crate::network::Network;
use crate::no_host::asks_for_ever;
use crate::peer::Peer;
use crate::proof::ask;
use std::net::{SocketAddr, UdpSocket};
use std::process::Command;
use std::time::Duration;

fn ip(host: &Host, args: &str) {
    let mut ip = Command::new(need("ip"));
    ip.args(["-n", &host.space]).args(args.split(' '));
    assert!(ip.status().unwrap().success(), "ip {args}");
}

/// Somebody proven and inside, from this address of the host.
fn member(host: &Host, last: u8, server: &Server) -> Member {
    let own = SocketAddr::from(([10, 9, 1, last], 0));
    let socket = host.run(|| UdpSocket::bind(own).unwrap());
    let peer = Peer::on(socket, server.addr);
    peer.say(ask(&peer));
    Member::welcomed(peer)
}

/// Two that stay, and ten whose host was unplugged, and forgotten.
struct Room {
    server: Server,
    ear: Member,
    talker: Member,
    _gone: Vec<Member>,
    _net: Network,
}

impl Room {
    fn new(arp: impl FnOnce(&Host)) -> Option<Self> {
        let net = Network::new("gone hosts")?;
        let [a, b, c, _] = net.hosts();
        arp(&a);
        let server = a.server("10.9.1.1:7000", "--stage udp-broadcast");
        let [ear, talker] = [(); 2].map(|()| member(&b, 2, &server));
        let come = |last| {
            ip(&c, &format!("addr add 10.9.1.{last}/24 dev eth0"));
            member(&c, last, &server)
        };
        let gone = (40..50).map(come).collect();
        for here in 2..=12 {
            ear.hear(&format!("* guest-{here} joins ({here} here)"));
        }
        ip(&c, "link set eth0 down");
        ip(&a, "neigh flush dev eth0");
        Some(Self { server, ear, talker, _gone: gone, _net: net })
    }

    fn each_of_these_lines_arrives(&self, lines: usize) {
        for n in 0..lines {
            self.talker.say(&format!("line {n}"));
            self.ear.hear(&format!("guest-2: line {n}"));
        }
    }
}

#[test]
fn lines_to_the_others_do_not_wait_until_arp_gives_up() {
    let Some(room) = Room::new(asks_for_ever) else { return };
    room.each_of_these_lines_arrives(10);
    assert_eq!(room.server.log.count(" closed: "), 0);
}

/// ARP asks for 3 s. The kernel tells of so many failures at a time, and no
/// more (`icmp(7)`, icmp_msgs_burst): so a line now and then.
#[test]
fn members_whose_host_is_gone_are_out_as_unreachable_at_last() {
    let Some(room) = Room::new(|_| ()) else { return };
    let log = &room.server.log;
    until("ten that are out", || {
        room.talker.say("still there?");
        log.wait(Duration::from_secs(1), |lines| {
            let out = lines.iter().filter(|l| l.ends_with(", unreachable"));
            (out.count() == 10).then_some(())
        })
    });
    assert_eq!(log.count(" closed: "), 10, "{}", log.text());
    room.talker.say("/msg guest-1 only we");
    while room.ear.peer.line() != "guest-2 (to you): only we" {}
}
