//! Who is held where, in every stage.

use crate::Stepped;
use crate::common::{PATIENCE, Server, until};
use std::net::UdpSocket;
use std::process::Command;

/// Each of these is held as soon as the server is ready.
fn holds(stage: &str, rows: &[&str]) {
    let mut server = Stepped::start(&format!("--stage {stage} --workers 2"));
    until("everybody at a gate", || {
        let answer = server.tell("who");
        let all = rows.iter().all(|row| {
            answer.rows.iter().any(|r| r.contains(&format!("held {row}")))
        });
        (all && answer.rows.len() == rows.len()).then_some(())
    });
}

#[test]
fn each_stage_holds_its_serving_threads_at_their_first_gate() {
    holds("single", &["listener before accept"]);
    holds("threads", &["listener before accept"]);
    holds("pool", &["listener before accept"]);
    let workers = ["worker-1 before accept", "worker-2 before accept"];
    holds("prethread", &workers);
    let takes = ["worker-1 before take", "worker-2 before take"];
    holds("bounded-pool", &[&takes[..], &["listener before accept"]].concat());
    holds("udp-echo", &["receiver before receive"]);
    let two = ["receiver before receive", "sender before take"];
    holds("udp-broadcast", &two);
}

#[test]
fn a_connection_is_held_before_read_write_and_its_end() {
    let mut server = Stepped::start("");
    let mut client = server.inside("listener");
    client.say("hello");
    let answer = server.tell("#1 read");
    let row = answer.row("client-1");
    assert!(row.contains("held client-1 #1 before write 5 B"), "{row}");
    assert!(row.contains("src/service/echo.rs:"), "{row}");
    assert!(client.hears_nothing(50));
    server.tell("#1 write");
    client.hear("hello");
    let answer = server.tell("#1 read");
    let row = answer.row("client-1");
    assert!(row.contains("blocked client-1 #1 in read"), "{row}");
    client.done();
    server.tell("until #1 end");
    let answer = server.tell("#1 end");
    assert!(!answer.rows.iter().any(|r| r.contains("client-1")), "{answer:?}");
    assert_eq!(client.rest(), b"");
}

#[test]
fn a_worker_is_held_before_it_takes() {
    let mut server = Stepped::start("--stage bounded-pool --workers 1");
    let mut client = server.inside("listener");
    client.say("hello");
    assert!(client.hears_nothing(50));
    server.tell("worker-1 take");
    server.tell("worker-1 read");
    let answer = server.tell("worker-1 write");
    client.hear("hello");
    assert!(answer.row("worker-1").contains("#1 before read"), "{answer:?}");
}

#[test]
fn a_job_of_pool_stops_at_its_first_gate_and_the_screen_says_so() {
    let mut server = Stepped::start("--stage pool --workers 1");
    let _client = server.inside("listener");
    let answer = server.tell("until #1 read");
    assert!(answer.row("worker-1").contains("#1 before read"), "{answer:?}");
    let told = "take is inside the threadpool crate";
    server.out.wait_for(told);
}

#[test]
fn who_stands_in_the_kernels_queue_is_counted() {
    let mut server = Stepped::start("--stage single");
    let _waiting = [server.client(), server.client()];
    server.tell("who");
    server.out.wait_for("queued   2 in the kernel's queue");
}

#[test]
fn datagrams_are_held_before_they_are_received_and_sent() {
    let mut server = Stepped::start("--stage udp-echo");
    let client = UdpSocket::bind("127.0.0.1:0").unwrap();
    client.set_read_timeout(Some(PATIENCE)).unwrap();
    client.send_to(b"hello", server.addr).unwrap();
    let answer = server.tell("receiver receive");
    assert!(answer.row("receiver").contains("before send 5 B"), "{answer:?}");
    server.tell("receiver send");
    let mut heard = [0; 9];
    assert_eq!(client.recv(&mut heard).unwrap(), 5);
    assert_eq!(&heard[..5], b"hello");
}

/// A thread that has a lock is never held: who waits for it would be, too.
#[test]
fn who_has_a_lock_passes_every_gate() {
    let mut server = Stepped::start("--step=locks --service count-safe");
    let mut client = server.inside("listener");
    client.say("\n");
    let answer = server.tell("#1 read");
    assert!(answer.row("client-1").contains("before lock"), "{answer:?}");
    let answer = server.tell("#1 lock");
    assert!(answer.row("client-1").contains("before write 2 B"), "{answer:?}");
    server.tell("#1 write");
    client.hear("1\n");
}

#[test]
fn without_locks_there_is_no_gate_before_a_think() {
    let mut server = Stepped::start("--service count");
    let mut client = server.inside("listener");
    client.say("\n");
    let answer = server.tell("#1 read");
    assert!(answer.row("client-1").contains("before write 2 B"), "{answer:?}");
}

/// The writer of a chat serves nobody's turn: it is never held.
#[test]
fn only_serving_threads_have_gates() {
    let mut server = Stepped::start("--service chat");
    let mut client = server.inside("listener");
    let answer = server.tell("until #1 read");
    assert!(client.line().contains("welcome"));
    assert_eq!(answer.rows.len(), 2, "{answer:?}");
}

#[test]
fn stage_process_cannot_be_stepped_and_says_what_can() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.args("--step --stage process --listen 127.0.0.1:0".split(' '));
    let out = command.output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let told = String::from_utf8(out.stderr).unwrap();
    for part in ["process", "no gate", "--stage threads"] {
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn without_step_nobody_is_held() {
    let server = Server::start("--service count");
    let mut client = server.client();
    client.say("\n\n");
    client.hear("1\n2\n");
}
