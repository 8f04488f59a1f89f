//! Each stage's recording tells the same of a client.

use crate::STAGES;
use crate::common::strace::reader_of;
use crate::common::{Client, until};
use crate::recording::{Recorded, end};
use std::net::UdpSocket;

/// Every call of a client, from its first byte to its end, in every stage.
#[test]
fn each_call_of_a_client_is_on_the_disk_at_exit_0() {
    for stage in STAGES {
        let recorded = Recorded::start(&format!("-q --stage {stage}"));
        let mut client = recorded.server.client();
        for _ in 0..50 {
            client.echo("hello\n");
        }
        let name = client.name();
        client.done();
        client.rest();
        recorded.wait_for("its end", |line| line["what"] == "closed");
        let seen = recorded.stop();
        assert_eq!(seen.header["echostage"], 1);
        assert_eq!(seen.header["stage"], stage);
        assert_eq!(seen.header["service"], "echo");
        assert_eq!(seen.header["flags"][0], "-q");
        let accepted = seen.of("accepted", 1);
        assert_eq!(accepted[0]["peer"], name, "{stage}");
        assert_eq!(accepted[0]["inside"], 1);
        let (reads, writes) = (seen.of("read", 1), seen.of("write", 1));
        assert_eq!((reads.len(), writes.len()), (51, 50), "{stage}");
        assert!(reads[..50].iter().all(|read| read["bytes"] == 6));
        assert_eq!(reads[0]["first"], "hello\\n");
        assert_eq!(reads[50]["bytes"], 0, "an end-of-file");
        assert!(writes.iter().all(|write| write["bytes"] == 6));
        let closed = seen.of("closed", 1)[0];
        assert_eq!(
            (&closed["read"], &closed["written"]),
            (&300.into(), &300.into())
        );
        assert_eq!(closed["why"], "by the client");
        assert!(!seen.all("accept").is_empty(), "{stage}");
        assert_eq!(seen.lines.last().unwrap()["what"], "end", "{stage}");
        assert!(seen.all("lost").is_empty(), "{stage}");
    }
}

/// One clock for parent and children: a read ends after its connection was
/// accepted, and blocks for as long as the client is silent.
#[test]
fn a_blocked_read_shows_how_long_in_every_stage() {
    for stage in STAGES {
        let recorded = Recorded::start(&format!("-q --stage {stage}"));
        let mut client = recorded.server.client();
        client.echo("first");
        recorded.wait_for("the first write", |line| line["what"] == "write");
        let port = client.stream.local_addr().unwrap().port();
        let process = recorded.server.process();
        until("its next read", || reader_of(process, port));
        // Silent for as long as others take to come, talk and leave.
        let waits = std::time::Instant::now();
        if stage != "single" {
            recorded.server.client().echo("another");
        }
        let silent = waits.elapsed();
        client.echo("second");
        let seen = recorded.stop();
        let (accepted, reads) = (seen.of("accepted", 1), seen.of("read", 1));
        assert!(end(accepted[0]) <= end(reads[0]), "{stage}");
        let blocked = u128::from(reads[1]["took"].as_u64().unwrap());
        assert!(blocked >= silent.as_nanos(), "{stage}: {blocked} {silent:?}");
        assert!(reads[1]["ns"].as_u64() >= Some(end(reads[0])), "{stage}");
    }
}

#[test]
fn who_waits_in_our_queue_is_told_from_who_is_served() {
    for stage in ["pool", "bounded-pool"] {
        let args = format!("-q --workers 1 --stage {stage}");
        let recorded = Recorded::start(&args);
        let mut first = recorded.server.client();
        first.echo("silent from now on");
        let mut second = recorded.server.client();
        recorded.wait_for("its wait", |line| line["what"] == "waits");
        drop(first);
        second.echo("my turn");
        let seen = recorded.stop();
        let (waits, served) = (seen.of("waits", 2), seen.of("served", 2));
        assert_eq!(waits[0]["ahead"], 0, "{stage}");
        assert!(served[0]["took"].as_u64() > Some(0), "{stage}");
        assert_eq!(served[0]["thread"], "worker-1", "{stage}");
        assert!(end(waits[0]) <= end(served[0]), "{stage}");
    }
}

#[test]
fn who_is_turned_away_is_recorded() {
    let args = "-q --max-clients 1 --door-full turn-away";
    let recorded = Recorded::start(args);
    let mut first = recorded.server.client();
    first.echo("inside");
    let mut second = recorded.server.client();
    let name = second.name();
    second.rest();
    let seen = recorded.stop();
    assert_eq!(seen.all("turned away")[0]["peer"], name);
}

#[test]
fn a_datagram_has_its_peer() {
    for stage in ["udp-echo", "udp-broadcast"] {
        let recorded = Recorded::start(&format!("-q --stage {stage}"));
        let client = UdpSocket::bind("127.0.0.1:0").unwrap();
        let name = client.local_addr().unwrap().to_string();
        client.send_to(b"hello", recorded.server.addr).unwrap();
        client.recv(&mut [0; 100]).unwrap();
        recorded.wait_for("a send", |line| line["what"] == "send");
        let seen = recorded.stop();
        assert_eq!(seen.header["service"], "");
        let receives = seen.all("receive");
        let ours = receives.iter().find(|one| one["bytes"] == 5).unwrap();
        assert_eq!(ours["peer"], name, "{stage}");
        assert_eq!(seen.all("send")[0]["peer"], name, "{stage}");
    }
}

/// A recording is no reason to be slow, and no reason to lose: what many say
/// at once is all there.
#[test]
fn many_clients_at_once_are_all_recorded() {
    let recorded = Recorded::start("-q --stage threads");
    let addr = recorded.server.addr;
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(move || {
                let mut client = Client::connect(addr);
                (0..200).for_each(|_| client.echo("hello"));
            });
        }
    });
    let seen = recorded.stop();
    let count = |what| seen.all(what).len();
    assert_eq!(count("lost"), 0);
    assert_eq!(count("write"), 16 * 200);
    let full = |line: &&&serde_json::Value| line["bytes"] == 5;
    assert_eq!(seen.all("read").iter().filter(full).count(), 16 * 200);
}
