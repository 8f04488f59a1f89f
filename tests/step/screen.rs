//! The screen, as a person sees it: a terminal of 80 by 24.

use crate::common::Client;
use crate::common::terminal::Terminal;
use std::net::SocketAddr;

fn open(args: &str) -> (Terminal, SocketAddr) {
    let terminal = Terminal::open();
    terminal.enter(&format!("echostage --step --listen 127.0.0.1:0 {args}"));
    let addr = terminal.wait("an address", |screen| {
        let at = |l: &String| l.split("listening on ").nth(1)?.parse().ok();
        screen.iter().find_map(at)
    });
    terminal.sees(" 1 held     ");
    terminal.rests_at(">");
    (terminal, addr)
}

#[test]
fn enter_lets_one_go_and_the_screen_follows() {
    let (terminal, addr) = open("");
    let mut client = Client::connect(addr);
    client.say("hello");
    terminal.press("Enter");
    terminal.sees("held     client-1 #1 before read");
    terminal.sees("listener   #1 127.0.0.1:");
    terminal.enter("#1");
    terminal.sees("held     client-1 #1 before write 5 B");
    terminal.enter("client-1");
    client.hear("hello");
    terminal.sees("held     client-1 #1 before read");
    terminal.enter("#1");
    terminal.sees("   blocked  client-1 #1 in read");
    terminal.rests_at(">");
}

#[test]
fn what_is_typed_survives_a_change_of_the_screen() {
    let (terminal, addr) = open("");
    terminal.press("Enter");
    terminal.sees("blocked  listener in accept");
    terminal.write("until clo");
    terminal.rests_at("> until clo");
    let client = Client::connect(addr);
    terminal.sees("held     client-1 #1 before read");
    terminal.rests_at("> until clo");
    drop(client);
    terminal.enter("sed");
    terminal.sees("#1 closed: ");
}

#[test]
fn many_threads_fit_on_the_screen() {
    let (terminal, _) = open("--stage prethread --workers 40");
    terminal.sees("more");
    let screen = terminal.screen();
    assert!(screen.len() <= 24, "{screen:#?}");
    terminal.enter("help");
    terminal.sees("until EVENT");
    terminal.rests_at(">");
}

#[test]
fn ctrl_d_opens_every_gate() {
    let (terminal, addr) = open("");
    let mut client = Client::connect(addr);
    terminal.press("C-d");
    terminal.sees("every gate is open");
    client.echo("hello");
    terminal.sees("console closed; the server runs on");
}

#[test]
fn ctrl_c_opens_every_gate_and_stops() {
    let (terminal, addr) = open("");
    let mut client = Client::connect(addr);
    client.say("hello");
    terminal.press("C-c");
    assert_eq!(client.rest(), b"hello");
    terminal.rests_at("ready$");
    assert_eq!(terminal.output("echo code $?"), ["code 0"]);
}
