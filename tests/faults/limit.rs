//! The limit, as figures: how long the next one waits.

use crate::common::{Client, Server};
use crate::{CROWD, STAGES, each, ms, took};
use std::time::Instant;

fn full_house(stage: &str, door: &str) -> (Server, Vec<Client>) {
    let args = format!("--stage {stage} --max-clients 3 --door-full {door}");
    let server = Server::start(&args);
    let mut inside: Vec<_> = (0..3).map(|_| server.client()).collect();
    inside.iter_mut().for_each(|client| client.echo("inside\n"));
    (server, inside)
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn who_waits_at_the_door_is_served_at_once_when_one_leaves() {
    each(&CROWD, |stage| {
        let (server, mut inside) = full_house(stage, "wait");
        let mut next = server.client();
        next.say("me\n");
        assert!(next.hears_nothing(100), "{stage}: four are inside");
        inside.pop();
        let begin = Instant::now();
        next.hear("me\n");
        took("the limit: the next", stage, ms(50), begin.elapsed());
    });
}

/// Two hundred who are told, but neither read nor close, hold up nobody.
#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn those_turned_away_hold_up_nobody() {
    each(&CROWD, |stage| {
        let (server, mut inside) = full_house(stage, "turn-away");
        let mut away: Vec<_> = (0..200).map(|_| server.client()).collect();
        away.iter_mut().for_each(|client| client.say("and what of me?\n"));
        let begin = Instant::now();
        let mut one = server.client();
        let told = one.line();
        assert!(told.starts_with("* turned away: "), "{stage}: {told}");
        took("turned away: the 201st is told", stage, ms(50), begin.elapsed());
        inside.pop();
        server.wait_for_line("by the client");
        let begin = Instant::now();
        server.client().echo("me\n");
        took("turned away: the next", stage, ms(50), begin.elapsed());
        for mut client in away {
            let told = client.line();
            assert!(told.contains("(3 inside)"), "{stage}: {told}");
            assert_eq!(client.rest(), b"", "{stage}");
        }
    });
}

/// The same for a queue that is full.
#[test]
fn those_for_whom_the_queue_is_full_hold_up_nobody() {
    println!();
    let args = "--stage bounded-pool --workers 1 --queue 1 \
                --queue-full turn-away";
    let server = Server::start(args);
    let mut inside = server.client();
    inside.echo("inside\n");
    let mut waits = server.client();
    waits.say("waits\n");
    server.wait_for_line("#2 waits (");
    let mut away: Vec<_> = (0..50).map(|_| server.client()).collect();
    away.iter_mut().for_each(|client| client.say("and what of me?\n"));
    server.log.wait_for_count(50, "turned away (queue full)");
    inside.echo("still here\n");
    inside.done();
    let begin = Instant::now();
    waits.hear("waits\n");
    let fault = "the queue is full: who waits is next";
    took(fault, "bounded-pool", ms(50), begin.elapsed());
    for mut client in away {
        let told = client.line();
        assert!(told.starts_with("* turned away: the queue is full"), "{told}");
        assert_eq!(client.rest(), b"");
    }
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn after_two_hundred_resets_the_next_is_served_at_once() {
    each(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        for _ in 0..200 {
            let mut client = server.client();
            client.say("half a messa");
            client.reset();
        }
        server.log.wait_for_count(200, "closed:");
        let begin = Instant::now();
        server.client().echo("next\n");
        took("200 resets: the next", stage, ms(10), begin.elapsed());
    });
}
