//! A UDP stage that can't start: one line that says what to do.

use crate::common::{Server, refused, until};
use crate::peer::Peer;
use crate::{echo, relay, start_if_free};

fn wrong(args: &str, parts: &[&str]) -> i32 {
    let command = Server::command("", args, "127.0.0.1:0");
    let (told, code) = refused(command);
    for part in parts {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
    code
}

#[test]
fn to_an_address_that_is_one_hosts_exits_2() {
    for to in ["127.0.0.1:7001", "192.0.2.77:7001", "[::1]:7001"] {
        let args = format!("--stage udp-broadcast --to {to}");
        let host = to.rsplit_once(':').unwrap().0;
        assert_eq!(wrong(&args, &[host]), 2, "{to}");
    }
}

#[test]
fn to_what_is_no_address_exits_2() {
    for to in ["everybody", "127.255.255.255", "239.1.2.3:", "239.1.2.3:0"] {
        let args = format!("--stage udp-broadcast --to {to}");
        assert_eq!(wrong(&args, &["--to"]), 2, "{to}");
    }
}

/// Its clients are told apart by their connections: there are none here.
#[test]
fn inetd_exits_2() {
    for stage in crate::STAGES {
        let args = format!("--inetd --stage {stage}");
        let mut command =
            std::process::Command::new(env!("CARGO_BIN_EXE_echostage"));
        command.args(args.split(' '));
        let out = command.output().unwrap();
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert_eq!(told.lines().count(), 1, "{told:?}");
        assert!(told.contains("--inetd"), "{told}");
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn an_interface_that_is_not_there_is_named() {
    let to = "--stage udp-broadcast --to 239.9.3.1:7001";
    for name in ["nothing0", "192.0.2.99"] {
        let code = wrong(&format!("{to} --interface {name}"), &[name]);
        assert!(code == 1 || code == 2, "{name}: {code}");
    }
}

/// No route leads from loopback to an IPv6 group.
#[test]
fn what_cannot_be_sent_to_from_here_is_named_with_what_to_do() {
    let to = "--stage udp-broadcast --to [ff02::97]:7001 --interface lo";
    let (told, code) = refused(Server::command("", to, "[::1]:0"));
    assert!(told.contains("[ff02::97]:7001"), "{told}");
    assert!(told.contains("--interface"), "{told}");
    assert_eq!(code, 1, "{told}");
}

#[test]
fn a_port_in_use_is_named_with_who_holds_it() {
    let holder = echo("");
    let addr = holder.addr.to_string();
    for stage in crate::STAGES {
        let args = format!("--stage {stage}");
        let (told, code) = refused(Server::command("", &args, &addr));
        let pid = holder.process().0.to_string();
        for part in [&*addr, &pid, "echostage"] {
            assert!(told.contains(part), "{part:?} is not in {told:?}");
        }
        assert_eq!(code, 1, "{told}");
    }
    Peer::of(&holder).echo("unhurt");
}

/// TCP and UDP have a port each of the same number.
#[test]
fn a_tcp_server_on_the_same_port_is_in_nobodys_way() {
    let (tcp, udp) = until("a number that no other UDP socket has", || {
        let tcp = Server::start("");
        let listen = tcp.addr.to_string();
        Some((tcp, start_if_free(&listen, "--stage udp-echo")?))
    });
    assert_eq!(udp.addr, tcp.addr);
    Peer::of(&udp).echo("hello");
    tcp.client().echo("hello\n");
}

#[test]
fn the_same_port_serves_again_at_once() {
    for start in [echo, relay] {
        let mut old = start("");
        let peer = Peer::of(&old);
        peer.say("/help\n");
        peer.next();
        old.stop();
        let new = Server::start_on(old.addr, "--stage udp-echo");
        assert_eq!(new.addr, old.addr);
        Peer::of(&new).echo("again");
    }
}
