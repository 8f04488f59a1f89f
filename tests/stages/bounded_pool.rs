//! `bounded-pool`: a full queue stops the acceptor, or turns the client away.

use crate::common::{PATIENCE, Server, Signal, kernel_queue, until};
use crate::silent;

const SMALL: &str = "--stage bounded-pool --workers 2 --queue 2";

#[test]
fn a_full_queue_stops_the_acceptor() {
    let server = Server::start(SMALL);
    let holders = silent(&server, 2);
    let mut others = silent(&server, 10);
    server.wait_for_line("#4 waits (1 ahead)");
    // Two wait in our queue and one, at most, in the acceptor's hand.
    until("the others in the kernel's queue", || {
        (kernel_queue(server.addr.port()) >= 7).then_some(())
    });
    others.iter_mut().for_each(|client| client.say("hello\n"));
    assert!(others[9].hears_nothing(100));
    assert!(kernel_queue(server.addr.port()) >= 7);
    assert!(server.log.count("accepted") <= 5, "{}", server.log.text());

    others.iter_mut().for_each(|client| client.done());
    drop(holders);
    for client in others.iter_mut().rev() {
        assert_eq!(client.rest(), b"hello\n");
    }
}

#[test]
fn a_full_queue_turns_the_next_client_away_if_asked_to() {
    let server = Server::start(&format!("{SMALL} --queue-full turn-away"));
    let mut holders = silent(&server, 2);
    let mut waiting = silent(&server, 2);
    server.wait_for_line("#4 waits (1 ahead)");
    for id in 5..=7 {
        let mut next = server.client();
        next.say("let me in\n");
        let told = String::from_utf8(next.rest()).unwrap();
        let full = "* turned away: the queue is full (2 wait); \
                    try again later\n";
        assert_eq!(told, full);
        let line = server.wait_for_line(&format!("#{id} closed: "));
        assert!(line.contains(", turned away ("), "{line}");
    }
    holders[1].echo("those inside are unhurt\n");
    drop(holders.pop());
    waiting[0].echo("and those who wait are served\n");
    holders[0].echo("to the end\n");
}

#[test]
fn a_stop_answers_worker_queue_acceptor_and_kernel_alike() {
    let mut server = Server::start(&format!("{SMALL} --grace 20"));
    let mut clients = silent(&server, 12);
    clients.iter_mut().for_each(|client| client.say("hello\n"));
    server.wait_for_line("#4 waits (1 ahead)");
    clients[0].hear("hello\n");
    clients[0].say("once more\n");
    server.signal(Signal::TERM);
    assert_eq!(clients[0].rest(), b"once more\n");
    for client in clients[1..].iter_mut().rev() {
        assert_eq!(client.rest(), b"hello\n");
    }
    assert_eq!(server.wait_exit(PATIENCE), Some(0));
}
