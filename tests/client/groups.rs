//! One datagram, many listeners: multicast and broadcast, on loopback.

use crate::run::{Client, client};
use std::net::UdpSocket;

/// A port that is nobody's, for listeners that share it.
fn port() -> u16 {
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    socket.local_addr().unwrap().port()
}

/// One that has joined, and is told of what is sent from then on.
fn listener(args: &str) -> Client {
    let listener = Client::start(args);
    listener.told.wait_for("listening to");
    listener
}

#[test]
fn every_member_of_a_group_hears_one_datagram() {
    let port = port();
    let args = format!("--join 239.1.2.3:{port} --interface lo --timeout 3");
    let members = [listener(&args), listener(&args)];
    let to = format!("239.1.2.3:{port} --udp --interface lo --timeout 0.1");
    client(&to, "to the group\n");
    for member in members {
        assert_eq!(member.ends().with(0).text(), "to the group\n");
    }
}

#[test]
fn who_joined_another_group_hears_nothing() {
    let port = port();
    let args = format!("--join 239.1.2.4:{port} --interface lo --timeout 3");
    let member = listener(&args);
    let to = format!("239.1.2.3:{port} --udp --interface lo --timeout 0.1");
    client(&to, "to the others\n");
    assert_eq!(member.ends().with(0).text(), "");
}

#[test]
fn every_listener_hears_a_broadcast() {
    let port = port();
    let args = format!("--listen-broadcast {port} --timeout 3");
    let listeners = [listener(&args), listener(&args)];
    let to = format!("127.255.255.255:{port} --broadcast --timeout 0.1");
    client(&to, "to all\n");
    for listener in listeners {
        assert_eq!(listener.ends().with(0).text(), "to all\n");
    }
}

#[test]
fn who_talks_hears_the_group_too() {
    let port = port();
    let group = format!("239.1.2.5:{port}");
    let args = format!("{group} --join {group} --interface lo --timeout 3");
    let mut both = listener(&args);
    both.say_all("to us all\n");
    assert_eq!(both.ends().text(), "to us all\n");
}

#[test]
fn a_broadcast_without_permission_says_what_to_add() {
    for addr in ["255.255.255.255", "127.255.255.255"] {
        let ended = client(&format!("{addr}:9 --udp"), "a\n").with(3);
        let what = format!("{addr} is a broadcast address: add --broadcast");
        assert!(ended.last().ends_with(&what), "{}", ended.last());
    }
}

#[test]
fn a_group_on_an_interface_that_is_not_there_is_one_line() {
    let args = "--join 239.1.2.3:5000 --interface nope";
    let ended = client(args, "").with(1);
    let told = "echostage: cannot join 239.1.2.3 on nope: no such interface; \
                see: ip address";
    assert_eq!(ended.last(), told);
}
