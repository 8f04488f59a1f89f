//! The number of silent clients that makes the next one wait.

use crate::common::{Server, kernel_queue, until};
use crate::silent;

/// Behind `n` silent clients one more waits; behind one fewer it doesn't.
fn waits_behind(n: usize, args: &str) {
    let server = Server::start(args);
    let mut holders = silent(&server, n - 1);
    let mut served = server.client();
    served.echo("there is room\n");
    let mut waiting = server.client();
    waiting.say("let me in\n");
    assert!(waiting.hears_nothing(100), "{}", server.log.text());
    served.echo("still here\n"); // the server is alive meanwhile
    assert!(waiting.hears_nothing(100), "{}", server.log.text());
    // Who leaves makes room, also when it isn't the first that came.
    drop(holders.pop().unwrap_or(served));
    waiting.hear("let me in\n");
}

#[test]
fn single_serves_the_second_when_the_first_leaves() {
    waits_behind(1, "--stage single");
}

#[test]
fn pool_serves_as_many_as_it_has_workers() {
    waits_behind(4, "--stage pool");
    waits_behind(2, "--stage pool --workers 2");
}

#[test]
fn bounded_pool_serves_as_many_as_it_has_workers() {
    waits_behind(4, "--stage bounded-pool");
    waits_behind(2, "--stage bounded-pool --workers 2");
}

#[test]
fn bounded_pool_without_a_queue_hands_over_directly() {
    waits_behind(2, "--stage bounded-pool --workers 2 --queue 0");
}

#[test]
fn prethread_serves_as_many_as_it_has_workers() {
    waits_behind(4, "--stage prethread");
    waits_behind(2, "--stage prethread --workers 2");
}

/// They stand in the kernel's queue, where the log can't see them.
fn queues_in_the_kernel(args: &str, workers: usize) {
    let server = Server::start(args);
    let holders = silent(&server, workers);
    server.log.wait_for_count(workers, "accepted");
    let mut waiting = silent(&server, 3);
    until("three in the kernel's queue", || {
        (kernel_queue(server.addr.port()) == 3).then_some(())
    });
    assert_eq!(server.log.count("accepted"), workers);
    assert_eq!(server.log.count("waits"), 0, "{}", server.log.text());
    drop(holders);
    waiting[0].echo("first in, first served\n");
}

#[test]
fn single_has_no_queue_of_its_own() {
    queues_in_the_kernel("--stage single", 1);
}

#[test]
fn prethread_has_no_queue_of_its_own() {
    queues_in_the_kernel("--stage prethread --workers 3", 3);
}
