//! `--max-clients N`: exactly N inside, whatever the others do.

use crate::Stage;
use crate::common::{Client, Server, within};
use std::time::{Duration, Instant};

const AWAY: &str =
    "* turned away: the server is full (3 inside); try again later\n";

/// A server for three, with more workers than that, and three silent clients
/// inside.
fn full_house(stage: Stage, door: &str) -> (Server, Vec<Client>) {
    let server =
        stage.start(&format!("--max-clients 3 --workers 8 --door-full {door}"));
    let mut inside: Vec<_> = (0..3).map(|_| server.client()).collect();
    for client in inside.iter_mut().rev() {
        client.echo("inside\n");
    }
    (server, inside)
}

/// Somebody leaves; newcomers are turned away no longer than is promised.
fn one_leaves_and_one_comes(server: &Server, inside: &mut Vec<Client>) {
    drop(inside.pop());
    let begin = Instant::now();
    loop {
        let mut next = server.client();
        next.say("let me in\n");
        let heard = next.line();
        let took = begin.elapsed();
        assert!(took <= within(Duration::from_millis(50)), "{took:?}");
        if heard == "let me in" {
            break;
        }
        assert_eq!(heard, AWAY.trim_end());
    }
}

/// Somebody leaves; the next is served in the time that is promised.
fn one_leaves(inside: &mut Vec<Client>, next: &mut Client) {
    drop(inside.pop());
    let begin = Instant::now();
    next.hear("let me in\n");
    let took = begin.elapsed();
    assert!(took <= within(Duration::from_millis(50)), "{took:?}");
}

pub fn exactly_n_are_inside_and_the_next_waits(stage: Stage) {
    let (server, mut inside) = full_house(stage, "wait");
    let mut next = server.client();
    next.say("let me in\n");
    assert!(next.hears_nothing(100));
    for client in inside.iter_mut().rev() {
        client.echo("still inside\n");
    }
    assert!(next.hears_nothing(100));
    server.log.wait_for_count(3, "accepted");
    assert_eq!(server.log.count("accepted"), 3, "{}", server.log.text());
    one_leaves(&mut inside, &mut next);
    assert_eq!(server.log.wait_for_count(4, "accepted").len(), 4);
    assert_eq!(server.log.count("(4 inside)"), 0, "{}", server.log.text());
}

pub fn exactly_n_are_inside_and_the_next_is_turned_away(stage: Stage) {
    let (server, mut inside) = full_house(stage, "turn-away");
    for _ in 0..5 {
        let mut next = server.client();
        let name = next.name();
        next.say("let me in\n");
        assert_eq!(String::from_utf8_lossy(&next.rest()), AWAY);
        let line = server.wait_for_line(&name);
        let told = format!("{name} turned away (full: 3 inside)");
        assert!(line.ends_with(&told), "{line}");
    }
    for client in inside.iter_mut().rev() {
        client.echo("still inside\n");
    }
    one_leaves_and_one_comes(&server, &mut inside);
    server.log.wait_for_count(4, "accepted");
    assert_eq!(server.log.count("(4 inside)"), 0, "{}", server.log.text());
}

pub fn turned_away_clients_never_hold_up_the_door(stage: Stage) {
    let (server, mut inside) = full_house(stage, "turn-away");
    // They send, never read what they are told, and never leave.
    let mut stubborn: Vec<_> = (0..20).map(|_| server.client()).collect();
    stubborn.iter_mut().for_each(|client| client.say([b'x'; 9000]));
    server.log.wait_for_count(20, "turned away");
    one_leaves_and_one_comes(&server, &mut inside);
    assert_eq!(stubborn[0].line(), AWAY.trim_end());
}
