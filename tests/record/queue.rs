//! Who stands in the kernel's queue: no event tells it, so it is sampled.

use crate::recording::Recorded;

/// With a silent first client, the second stands there under its real port
/// until the first has left.
#[test]
fn who_waits_in_the_kernels_queue_is_sampled_with_its_port() {
    for args in ["--stage single", "--stage prethread --workers 1"] {
        let recorded = Recorded::start(&format!("-q {args}"));
        let mut first = recorded.server.client();
        first.echo("silent from now on");
        let mut second = recorded.server.client();
        let name = second.name();
        recorded.wait_for("the second in the queue", |line| {
            line["peers"]
                .as_array()
                .is_some_and(|peers| peers.len() == 1 && peers[0] == *name)
        });
        drop(first);
        second.echo("my turn");
        recorded.wait_until("an empty queue after it", |lines| {
            let last = lines.iter().rfind(|line| line["what"] == "queued");
            last.is_some_and(|last| last["peers"] == serde_json::json!([]))
        });
        let seen = recorded.stop();
        let samples = seen.all("queued");
        assert!(samples.iter().all(|one| one["sampled"] == true), "{args}");
        let with_it = samples.iter().position(|one| {
            one["peers"].as_array().unwrap().iter().any(|peer| *peer == *name)
        });
        // It left the queue, and then was recorded as accepted.
        let after = &samples[with_it.unwrap() + 1..];
        assert!(after.iter().any(|one| one["peers"] == serde_json::json!([])));
        assert_eq!(seen.of("accepted", 2)[0]["peer"], name);
    }
}

/// Who has left while it stood there is still to be accepted.
#[test]
fn who_has_hung_up_stands_there_all_the_same() {
    let recorded = Recorded::start("-q --stage single");
    let mut first = recorded.server.client();
    first.echo("silent from now on");
    let second = recorded.server.client();
    let name = second.name();
    second.stream.shutdown(std::net::Shutdown::Write).unwrap();
    recorded.wait_for("the second in the queue", |line| {
        let named = |peers: &Vec<serde_json::Value>| {
            peers.contains(&name.clone().into())
        };
        line["peers"].as_array().is_some_and(named)
    });
}

/// Sixty-four are named, and the others are counted.
#[test]
fn a_long_queue_is_cut_and_says_so() {
    let recorded = Recorded::start("-q --stage single");
    let mut first = recorded.server.client();
    first.echo("silent from now on");
    let queued: Vec<_> = (0..70).map(|_| recorded.server.client()).collect();
    recorded.wait_for("70 in the queue", |line| {
        let named = |peers: &Vec<_>| peers.len() == 64;
        line["more"] == 6 && line["peers"].as_array().is_some_and(named)
    });
    drop(queued);
}

/// To wake who accepts, the server connects to itself: that is no client.
#[test]
fn the_servers_own_wake_up_is_nobody_in_the_queue() {
    for _ in 0..5 {
        let args = "-q --stage prethread --workers 30";
        let recorded = Recorded::start(args);
        let mut client = recorded.server.client();
        client.echo("hello");
        let name = client.name();
        drop(client);
        let seen = recorded.stop();
        for sample in seen.all("queued") {
            let peers = sample["peers"].as_array().unwrap();
            assert!(peers.iter().all(|peer| *peer == *name), "{sample}");
        }
    }
}
