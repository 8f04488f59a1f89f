//! A person who stops the client for a while, or only listens.

use crate::common::Server;
use crate::common::terminal::Terminal;
use crate::terminal::{leaves, talk};
use std::net::UdpSocket;

#[test]
fn a_half_typed_line_outlives_ctrl_z_and_goes_out_once() {
    let server = Server::start("--service lines");
    let terminal = talk(&server.addr.to_string());
    terminal.write("half");
    terminal.rests_at("> half");
    terminal.press("C-z");
    terminal.rests_at("ready$");
    terminal.enter("fg");
    terminal.rests_at("> half");
    terminal.write(" typed");
    terminal.press("Enter");
    terminal.sees("you said: half typed");
    terminal.enter("last");
    terminal.sees("you said: last");
    let said = |line: &&String| line.starts_with("you said: ");
    assert_eq!(terminal.all().iter().filter(said).count(), 2);
}

#[test]
fn ctrl_z_in_the_client_stops_the_whole_job() {
    let server = Server::start("--service lines");
    let terminal = talk(&server.addr.to_string());
    terminal.press("C-z");
    terminal.rests_at("ready$");
    terminal.enter("jobs");
    terminal.sees("Stopped");
}

#[test]
fn ctrl_d_ends_who_only_listens() {
    let free = UdpSocket::bind("0.0.0.0:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let terminal = Terminal::open();
    terminal.enter(&format!("echostage client --listen-broadcast {port}"));
    terminal.sees("listening to ");
    terminal.press("C-d");
    leaves(&terminal, 0);
}
