//! Many at one instant, and one who sends much and never reads.

use crate::common::{Client, Server};
use crate::{CROWD, STAGES, counted, each, ms, took};
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn two_hundred_clients_at_one_instant_are_served_in_time() {
    each(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage} -q"));
        let start = Barrier::new(201);
        let time = thread::scope(|scope| {
            let one = || {
                start.wait();
                let mut client = server.client();
                client.echo("one of many\n");
            };
            let all: Vec<_> = (0..200).map(|_| scope.spawn(one)).collect();
            start.wait();
            let begin = Instant::now();
            all.into_iter().for_each(|client| client.join().unwrap());
            begin.elapsed()
        });
        took("a burst of 200", stage, ms(200), time);
    });
}

#[test]
#[ignore = "the contract asserts the fact, `make faults` the figure"]
fn who_sends_much_and_never_reads_costs_little() {
    each(&CROWD, |stage| {
        let server = Server::start(&format!("--stage {stage}"));
        let mut other = server.client();
        let mut stuck = Client::connect_small(server.addr);
        stuck.echo("both are inside\n");
        other.echo("both are inside\n");
        let before = server.process().memory_kib();
        let mut twin = stuck.twin();
        thread::scope(|scope| {
            scope.spawn(move || twin.flood());
            let begin = Instant::now();
            let mut slowest = ms(0);
            while begin.elapsed() < ms(500) {
                let since = Instant::now();
                other.echo("unhurt\n");
                slowest = slowest.max(since.elapsed());
            }
            took("never reads: the others", stage, ms(10), slowest);
        });
        let more = server.process().memory_kib().saturating_sub(before);
        counted("never reads: KiB more", stage, 512, more);
    });
}
