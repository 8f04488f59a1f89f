//! A relay on every address: IPv4 and IPv6 members in one room.

use crate::common::Server;
use crate::member::Member;
use crate::peer::Peer;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const FOUR: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const SIX: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

fn everywhere() -> Server {
    Server::start_at(":0", "--stage udp-broadcast")
}

fn member(server: &Server, ip: IpAddr) -> Member {
    let peer = Peer::to((ip, server.addr.port()).into());
    peer.say("");
    Member::welcomed(peer)
}

#[test]
fn an_ipv4_member_has_an_ipv4_name_on_every_address() {
    let server = everywhere();
    let name = member(&server, FOUR).peer.name();
    server.wait_for_line(&format!("#1 {name} registered (1 inside)"));
}

#[test]
fn ipv4_and_ipv6_members_hear_each_other() {
    let server = everywhere();
    if server.addr.is_ipv4() {
        return; // a machine without IPv6
    }
    let (four, six) = (member(&server, FOUR), member(&server, SIX));
    four.hear("* guest-2 joins (2 here)");
    six.say("hello");
    four.hear("guest-2: hello");
    four.say("hello");
    six.hear("guest-1: hello");
    four.has_heard_nothing();
}

#[test]
fn a_member_of_either_family_whose_socket_is_gone_is_out() {
    let server = everywhere();
    let stays = member(&server, FOUR);
    let mut families = vec![FOUR];
    families.extend(server.addr.is_ipv6().then_some(SIX));
    for (n, family) in families.into_iter().enumerate() {
        let (id, gone) = (n + 2, member(&server, family));
        stays.hear(&format!("* guest-{id} joins (2 here)"));
        gone.peer.vanish();
        stays.say("still there?");
        let line = server.wait_for_line(&format!("#{id} closed: "));
        assert!(line.ends_with(", unreachable"), "{line}");
        stays.hear(&format!("* guest-{id} leaves (1 here)"));
    }
}

#[test]
fn an_ipv6_server_lets_a_vanished_member_go() {
    let server = Server::start_at("[::1]:0", "--stage udp-broadcast");
    let [gone, stays] = Member::join_all(&server);
    gone.peer.vanish();
    stays.say("still there?");
    stays.hear("* guest-1 leaves (1 here)");
    let line = server.wait_for_line("#1 closed: ");
    assert!(line.ends_with(", unreachable"), "{line}");
}
