//! Without connections: who is gone, what is lost, and how long a stop takes.

use crate::common::terminal::Terminal;
use crate::common::{Server, Signal, until};
use crate::peer::Peer;
use crate::{counted, each, ms, row, took, within};
use std::net::SocketAddr;
use std::time::Instant;

const UDP: [&str; 2] = ["udp-echo", "udp-broadcast"];

fn start(stage: &str, more: &str) -> Server {
    Server::start(&format!("--stage {stage} {more}"))
}

/// A member that has read its welcome.
fn member(server: &Server) -> Peer {
    let peer = Peer::of(server);
    peer.say("");
    assert!(peer.line().starts_with("* welcome, "));
    assert!(peer.line().starts_with("* here: "));
    peer
}

#[test]
fn a_member_that_vanished_is_out_soon_after_the_next_send() {
    println!();
    let server = start("udp-broadcast", "");
    let stays = member(&server);
    for id in 2..=6 {
        let gone = member(&server);
        stays.line(); // who joins
        gone.vanish();
        let begin = Instant::now();
        stays.say("anybody there?\n");
        stays.hear(format!("* guest-{id} leaves (1 here)\n"));
        let fault = "a member's port is closed";
        took(fault, "udp-broadcast", ms(100), begin.elapsed());
    }
    let lines = server.log.wait_for_count(5, " closed: ");
    let all = lines.iter().all(|line| line.ends_with(", unreachable"));
    assert!(all, "{lines:?}");
}

#[test]
fn a_stop_without_connections_is_quick() {
    each(&UDP, |stage| {
        let mut server = start(stage, "--grace 60");
        let peers = [(); 20].map(|()| Peer::of(&server));
        for peer in &peers {
            peer.say("/help\n");
            peer.next();
        }
        let begin = Instant::now();
        server.signal(Signal::TERM);
        let code = server.wait_exit(within(ms(50)) * 2);
        took("stop: twenty peers", stage, ms(50), begin.elapsed());
        assert_eq!(code, Some(0), "{stage}");
    });
}

#[test]
fn a_stop_answers_a_full_queue_quickly() {
    println!();
    let mut server = start("udp-echo", "-v --delay 60000 --grace 60");
    let peer = Peer::of(&server);
    (0..100u8).for_each(|n| peer.say([n]));
    server.wait_for_line("receive 1 ");
    let begin = Instant::now();
    server.signal(Signal::TERM);
    (0..100u8).for_each(|n| peer.hear([n]));
    let code = server.wait_exit(within(ms(50)) * 2);
    took("stop: a hundred queued", "udp-echo", ms(50), begin.elapsed());
    assert_eq!(code, Some(0));
}

/// The number after these words on the screen.
fn number(screen: &[String], words: &str) -> Option<u64> {
    let line = screen.iter().rfind(|line| line.contains(words))?;
    let rest = line.split(words).nth(1)?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit());
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

/// A small buffer, and a server that is slow to empty it.
#[test]
fn what_the_kernel_drops_is_counted_and_the_rest_is_answered() {
    each(&UDP, |stage| {
        let terminal = Terminal::open();
        let args = "--receive-buffer 4096 --delay 20";
        let listen = "--listen 127.0.0.1:0 -q";
        terminal.enter(&format!("echostage {listen} --stage {stage} {args}"));
        terminal.rests_at(">");
        let at = |l: &String| l.split("listening on ").nth(1)?.parse().ok();
        let addr: SocketAddr =
            terminal.wait("an address", |screen| screen.iter().find_map(at));
        let peer = Peer::to(addr);
        (0..200).for_each(|_| peer.say("flood\n"));
        let dropped = until("some that were dropped", || {
            terminal.enter("stats");
            let find = |s: &[String]| number(s, "dropped by the kernel ");
            let dropped = terminal.wait("a count", find);
            (dropped > 0).then_some(dropped)
        });
        let fault = "200 into a buffer of 4096: dropped";
        row(fault, stage, "> 0", &dropped.to_string());
        counted("… and not more than were sent", stage, 200, dropped);
        let last = Peer::to(addr);
        until("an answer", || {
            last.say("/who\n"); // it may be dropped too
            last.next_within(ms(200))
        });
    });
}
