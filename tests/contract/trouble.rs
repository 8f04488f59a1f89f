//! Clients that behave badly, and a service that does: who else is hurt?

use crate::Stage;
use crate::common::{Client, PATIENCE, Server, Signal, until, within};
use std::time::{Duration, Instant};

/// A newcomer's echo, in the time that a newcomer is promised.
fn next_is_served(server: &Server) {
    let begin = Instant::now();
    server.client().echo("next\n");
    let took = begin.elapsed();
    assert!(took <= within(Duration::from_millis(10)), "{took:?}");
}

pub fn after_200_resets_the_next_client_is_served(stage: Stage) {
    let server = stage.start("");
    for i in 1..=200 {
        let mut client = server.client();
        client.say("half a mess");
        // Every second one is gone before, or while, it is served.
        if i % 2 == 0 {
            client.hear("half a mess");
            client.say("age");
        }
        client.reset();
    }
    server.log.wait_for_count(200, "closed: ");
    next_is_served(&server);
}

pub fn clients_gone_while_we_write_hurt_nobody(stage: Stage) {
    let server = stage.start("");
    for _ in 0..3 {
        // Leaves with bytes unread, and so with a reset.
        Client::connect_small(server.addr).flood();
    }
    server.log.wait_for_count(3, "closed: ");
    next_is_served(&server);
}

pub fn a_panic_ends_one_connection_only(stage: Stage) {
    let mut server = stage.start("--service broken");
    let mut neighbour = server.client();
    // More of them than there are workers: each worker panics, and goes on.
    for i in 1..=6 {
        let mut victim = neighbour;
        neighbour = server.client();
        victim.say("x");
        victim.rest_or_reset();
        server.log.wait_for_count(i, "service panicked");
        assert!(neighbour.hears_nothing(10));
    }
    assert_eq!(server.log.count("service panicked"), 6);
    drop(neighbour);
    server.stop();
}

pub fn a_full_standard_error_stops_nothing(stage: Stage) {
    for service in ["echo", "broken"] {
        let args = stage.args(&format!("-v --service {service}"));
        let (mut server, _full) = Server::start_unheard(&args);
        for _ in 0..10 {
            let mut client = server.client();
            client.say("hello\n");
            if service == "echo" {
                client.hear("hello\n");
            } else {
                client.rest_or_reset();
            }
        }
        let mut last = server.client();
        if service == "echo" {
            // More lines than may wait for the log: two for each echo.
            for _ in 0..5_000 {
                last.echo("and one that stays\n");
            }
        }
        server.signal(Signal::TERM);
        let most = within(Duration::from_millis(1100));
        assert_eq!(server.wait_exit(most), Some(0));
        assert_eq!(last.rest(), b"");
    }
}

pub fn who_never_reads_costs_little_and_hurts_nobody(stage: Stage) {
    let mut server = stage.start("");
    let (mut greedy, mut other) = (server.client(), server.client());
    greedy.echo("here\n");
    other.echo("here too\n");
    let before = server.process().memory_kib();
    let (sent, _) = greedy.flood();
    let more = server.process().memory_kib().saturating_sub(before);
    assert!(more <= 512, "{more} KiB more after {sent} B");

    let begin = Instant::now();
    other.echo("still\n");
    let took = begin.elapsed();
    assert!(took <= within(Duration::from_millis(10)), "{took:?}");
    next_is_served(&server);
    drop((greedy, other));
    until("all closed", || (server.log.count("closed: ") == 3).then_some(()));
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
}
