//! Lines stand in the order of their arrival, almost.

use crate::common::Client;
use crate::recording::{Recorded, end};

/// What readers rely on: sorted by their ends within a window of a second.
#[test]
fn lines_are_in_order_within_a_second() {
    for stage in ["threads", "process"] {
        let recorded = Recorded::start(&format!("-q --stage {stage}"));
        let addr = recorded.server.addr;
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(move || {
                    let mut client = Client::connect(addr);
                    (0..100).for_each(|_| client.echo("hello"));
                });
            }
        });
        let seen = recorded.stop();
        let (mut latest, mut of_conn) = (0, std::collections::HashMap::new());
        for line in &seen.lines {
            let end = end(line);
            assert!(end + 1_000_000_000 > latest, "{stage}: {line}");
            latest = latest.max(end);
            let before =
                of_conn.insert(line["conn"].clone(), line["ns"].clone());
            let ours = line["conn"].is_u64() && line["what"] != "closed";
            if let (true, Some(before)) = (ours, before) {
                assert!(before.as_u64() <= line["ns"].as_u64(), "{line}");
            }
        }
    }
}
