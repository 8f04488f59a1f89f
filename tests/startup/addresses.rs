//! Addresses: those that work are told on the first line, with the real port.

use crate::common::{Client, Server};
use crate::refused_at;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

#[test]
fn localhost_is_an_address() {
    let server = Server::start_at("localhost:0", "");
    assert!(server.addr.ip().is_loopback(), "{}", server.addr);
    server.client().echo("hello\n");
}

#[test]
fn an_ipv6_address_stands_in_brackets() {
    let server = Server::start_at("[::1]:0", "");
    assert_eq!(server.addr.ip(), Ipv6Addr::LOCALHOST);
    server.client().echo("hello\n");
    server.wait_for_line("[::1]:");
}

#[test]
fn no_address_is_every_address() {
    let server = Server::start_at(":0", "");
    assert!(server.addr.ip().is_unspecified(), "{}", server.addr);
    let here = (Ipv4Addr::LOCALHOST, server.addr.port());
    Client::connect(SocketAddr::from(here)).echo("hello\n");
}

#[test]
fn a_server_on_every_address_stops_at_once_too() {
    for listen in [":0", "0.0.0.0:0", "[::]:0", "[::1]:0"] {
        for stage in ["threads", "prethread", "single", "pool"] {
            let mut server =
                Server::start_at(listen, &format!("--stage {stage}"));
            server.stop();
        }
    }
}

#[test]
fn an_ipv4_client_has_an_ipv4_name_on_every_address() {
    let server = Server::start_at(":0", "");
    let here = (Ipv4Addr::LOCALHOST, server.addr.port());
    let client = Client::connect(SocketAddr::from(here));
    server.wait_for_line(&format!("#1 {} accepted", client.name()));
}

#[test]
fn serve_is_the_same_as_bare_flags() {
    let server = Server::start("serve --stage single");
    server.client().echo("hello\n");
}

#[test]
fn an_address_that_is_not_ours_is_named() {
    let code = refused_at("192.0.2.1:0", &["192.0.2.1"]);
    assert_eq!(code, 1);
}

/// A network of its own, in which nothing is up.
#[test]
fn what_this_machine_lacks_is_told_with_who_shows_it() {
    let alone = "unshare --net --map-root-user";
    let doctor = "`echostage doctor` shows";
    let command = Server::command(alone, "", "[::1]:0");
    let (told, code) = crate::refused(command);
    crate::names(&told, &["[::1]:0", "no IPv6 here", "127.0.0.1", doctor]);
    assert_eq!(code, 1);
    let to_many = "--stage udp-broadcast --to 239.1.2.3:9000";
    let command = Server::command(alone, to_many, "0.0.0.0:0");
    let (told, code) = crate::refused(command);
    crate::names(&told, &["cannot send to 239.1.2.3:9000", doctor]);
    assert_eq!(code, 1);
    let many = "--stage prethread --workers 1000";
    let few = "prlimit --as=300000000";
    let (told, _) = crate::refused(Server::command(few, many, "127.0.0.1:0"));
    crate::names(&told, &["cannot start stage prethread", doctor]);
}

#[test]
fn a_port_over_65535_is_named() {
    refused_at("127.0.0.1:70000", &["70000", "65535"]);
}

#[test]
fn a_port_that_is_a_word_is_named() {
    refused_at("127.0.0.1:http", &["http"]);
}

#[test]
fn an_address_without_a_port_is_named() {
    refused_at("127.0.0.1", &["127.0.0.1"]);
    refused_at("::1", &["::1"]);
    refused_at("", &[]);
}

#[test]
fn a_log_file_that_cannot_be_opened_is_named() {
    let args = "--log /no/such/folder/log";
    let command = Server::command("", args, "127.0.0.1:0");
    let (told, code) = crate::refused(command);
    crate::names(&told, &["/no/such/folder/log"]);
    assert_eq!(code, 1);
}
