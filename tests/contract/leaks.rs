//! What clients took is given back when they leave.

use crate::Stage;
use crate::common::{Server, until_equal};

fn short_connections(server: &Server, count: usize) {
    for _ in 0..count {
        let mut client = server.client();
        client.echo("short\n");
        client.done();
        assert_eq!(client.rest(), b"");
    }
}

/// A leak grows each time; the log's thread holds more when it was stalled,
/// and its memory stays as large.
pub fn a_thousand_short_connections_leave_nothing_behind(stage: Stage) {
    let server = stage.start("");
    short_connections(&server, 100);
    let at_rest = server.process().at_rest();
    assert_eq!(at_rest.children, []);
    let mut least = u64::MAX;
    for round in 1..=3 {
        let before = server.process().memory_kib();
        short_connections(&server, 900);
        server.log.wait_for_count(100 + round * 900, "closed: ");
        until_equal("at rest", &at_rest, || server.process().holdings());
        let more = server.process().memory_kib().saturating_sub(before);
        least = least.min(more);
        if least <= 128 {
            break;
        }
    }
    assert!(least <= 128, "{least} KiB more, at least, each time");
}
