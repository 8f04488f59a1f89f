//! What thousands of short connections leave behind: nothing.

use crate::common::{Server, until_equal};
use crate::{STAGES, busy, counted, each, figures};
use std::thread;

/// From four clients at a time, as fast as they can.
fn short_connections(server: &Server, count: usize) {
    let some = || {
        for _ in 0..count / 4 {
            let mut client = server.client();
            client.say("short");
            client.done();
            assert_eq!(client.rest(), b"short");
        }
    };
    thread::scope(|scope| {
        let all = [(); 4].map(|()| scope.spawn(some));
        all.into_iter().for_each(|t| t.join().unwrap());
    });
}

/// A leak grows each time; a thread that was stalled may cost an arena once.
#[test]
fn thousands_of_short_connections_leave_nothing_behind() {
    let _alone = busy();
    let count = if figures() { 20_000 } else { 5_000 };
    each(&STAGES, |stage| {
        let server = Server::start(&format!("--stage {stage} -q"));
        short_connections(&server, 400);
        let before = server.process().at_rest();
        let mut least = u64::MAX;
        for _ in 0..3 {
            let memory = server.process().memory_kib();
            short_connections(&server, count);
            let left = || server.process().holdings();
            until_equal(stage, &before, left);
            let more = server.process().memory_kib().saturating_sub(memory);
            least = least.min(more);
            if least <= 128 {
                break;
            }
        }
        let fault = format!("{count} short connections: KiB more");
        counted(&fault, stage, 128, least);
    });
}
