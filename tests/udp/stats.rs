//! What the console says of a UDP stage as a whole.

use crate::console::Console;
use crate::peer::Peer;
use crate::raw::is_root;
use std::net::SocketAddr;

#[test]
fn stats_count_the_members_and_who_was_turned_away() {
    let args = "--stage udp-broadcast --max-clients 1";
    let console = Console::open(args);
    let _stay = ["* welcome, ", "* turned away: "].map(|told| {
        let peer = Peer::to(console.addr);
        peer.say("");
        assert!(peer.line().starts_with(told));
        peer
    });
    console.terminal.sees("turned away (full: 1 inside)");
    let inside = "inside 1 of 1; registered 1, turned away 1";
    let words = ["datagrams in 2, ", "not answered 0", "threads "];
    console.has("stats", &[inside, words[0], words[1], words[2]]);
}

#[test]
fn stats_count_datagrams_and_bytes() {
    let console = Console::open("--stage udp-echo");
    let peer = Peer::to(console.addr);
    (0..5).for_each(|_| peer.echo("hello"));
    let words = ["datagrams in 5, out 5", "bytes in 25, out 25"];
    console.has("stats", &words);
    let words = ["not answered 0", "dropped by the kernel 0", "threads "];
    console.has("stats", &words);
}

#[test]
fn stats_count_whom_it_did_not_answer() {
    if !is_root("an old port") {
        return;
    }
    let console = Console::open("--stage udp-echo");
    let here = SocketAddr::from(([127, 0, 77, 201], 7));
    let old = Peer::at(here, console.addr);
    (0..3).for_each(|_| old.say("x"));
    Peer::to(console.addr).echo("marker");
    console.has("stats", &["datagrams in 4, out 1", "not answered 3"]);
}

#[test]
fn what_only_a_client_inside_could_hear_harms_no_echo() {
    let console = Console::open("--stage udp-echo");
    let peer = Peer::to(console.addr);
    for command in ["who", "say hi", "tell 1 hi", "kick 1", "help"] {
        console.ask(command);
        peer.echo("and on");
    }
}

#[test]
fn stop_ends_both_stages_with_exit_code_0() {
    for stage in crate::STAGES {
        let console = Console::open(&format!("--stage {stage}"));
        console.terminal.enter("stop");
        console.terminal.wait("the shell's prompt", |screen| {
            screen.last()?.ends_with("ready$").then_some(())
        });
        assert_eq!(console.terminal.output("echo code $?"), ["code 0"]);
    }
}

#[test]
fn the_banner_says_how_to_try_it() {
    for stage in crate::STAGES {
        let console = Console::open(&format!("--stage {stage}"));
        let port = console.addr.port();
        console.terminal.sees(&format!("try: nc -u 127.0.0.1 {port}"));
    }
}

/// The kernel counts what it needs around a datagram, and doubles what one
/// asks for (`socket(7)`).
#[test]
fn stats_tell_how_full_the_kernels_buffer_is() {
    let args = "--stage udp-echo --receive-buffer 4096 --delay 60000";
    let console = Console::open(args);
    let peer = Peer::to(console.addr);
    (0..100).for_each(|_| peer.say("x"));
    console.ask("stats");
    let line = console.terminal.sees(" B taken");
    let (_, rest) = line.split_once("dropped by the kernel ").unwrap();
    let words: Vec<_> = rest.split([',', ' ']).collect();
    let [dropped, _, taken, "of", "about", room, "B", "taken"] = words[..]
    else {
        panic!("{line}")
    };
    let [dropped, taken, room] =
        [dropped, taken, room].map(|n| n.parse::<u64>().unwrap());
    assert!(dropped > 0 && room >= 8192, "{line}");
    // One datagram may reach beyond.
    assert!(taken > room / 2 && taken < room + 2048, "{line}");
}
