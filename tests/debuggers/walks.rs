//! The path of one byte in each stage, as gdb sees it: which thread stands
//! where, and in which order.

use crate::common::Client;
use crate::gdb::Gdb;
use crate::script::Script;
use echostage::stage::TABLE;
use std::net::UdpSocket;

const SERVICE: &str = "src/service/mod.rs";
const ECHO: &str = "src/service/echo.rs";

fn stages() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|stage| stage.name)
}

#[test]
fn every_stage_has_a_command_file_whose_breakpoints_hold_what_they_say() {
    for stage in stages() {
        let script = Script::of(stage);
        if std::env::var_os("BLESS").is_some() {
            script.bless();
        } else if let Err(told) = script.check() {
            panic!("{told}");
        }
        let args: Vec<_> = script.args().split_whitespace().collect();
        assert_eq!(args[..2], ["--stage", stage]);
    }
}

/// Steps through the stage, with a client that says hello.
fn walk(stage: &str, says_hello: impl FnOnce(std::net::SocketAddr)) -> Gdb {
    let mut gdb = Gdb::start(&Script::of(stage));
    says_hello(gdb.addr());
    gdb.ends();
    gdb
}

/// The same over TCP. `stops` are the stage's own; behind them come those of
/// the service, in the last thread.
fn steps_through(stage: &str, stops: &[(&str, &str)]) {
    let gdb = walk(stage, |addr| Client::connect(addr).echo("hello\n"));
    let server = stops.last().unwrap().0;
    let stops = stops.iter().copied().chain([(server, ECHO); 4]);
    has_stopped(&gdb, stops.collect());
    // What the read has got, and nobody has sent back yet.
    gdb.shows.wait_for("104 'h', 101 'e', 108 'l', 108 'l', 111 'o', 10");
}

#[track_caller]
fn has_stopped(gdb: &Gdb, stops: Vec<(&str, &str)>) {
    let expected = stops.iter().zip(1..);
    let expected: Vec<_> = expected
        .map(|((thread, file), n)| format!("{n} {thread} {file}"))
        .collect();
    let (shows, told) = (gdb.shows.text(), gdb.told.text());
    assert_eq!(gdb.stops(), expected, "{shows}\n{told}");
}

#[test]
fn single_serves_in_the_thread_that_accepts() {
    let own = ("echostage", "src/stage/single.rs");
    steps_through("single", &[own, own]);
}

#[test]
fn threads_serves_in_a_thread_of_the_client() {
    let own = ("echostage", "src/stage/threads.rs");
    steps_through("threads", &[own, own, ("client-1", SERVICE)]);
}

#[test]
fn process_serves_in_another_process() {
    let own = ("echostage", "src/stage/process.rs");
    steps_through("process", &[own, own, own, ("echostage", SERVICE)]);
}

#[test]
fn pool_serves_in_a_worker_of_the_library() {
    let own = ("echostage", "src/stage/pool.rs");
    steps_through("pool", &[own, own, own, ("worker", SERVICE)]);
}

#[test]
fn bounded_pool_serves_in_a_worker() {
    let file = "src/stage/bounded_pool.rs";
    let own = ("echostage", file);
    steps_through("bounded-pool", &[own, own, ("worker-N", file)]);
}

#[test]
fn prethread_accepts_and_serves_in_a_worker() {
    let file = "src/stage/prethread.rs";
    steps_through(
        "prethread",
        &[
            ("echostage", file),
            ("worker-N", file),
            ("worker-N", "src/stage/single.rs"),
        ],
    );
}

/// Says it in one datagram, and hears something.
fn sends(addr: std::net::SocketAddr) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(crate::common::PATIENCE)).unwrap();
    socket.send_to(b"hello\n", addr).unwrap();
    let (_, from) = socket.recv_from(&mut [0; 1500]).unwrap();
    assert_eq!(from, addr);
}

#[test]
fn udp_echo_receives_and_sends_in_one_thread() {
    let own = ("echostage", "src/stage/udp_echo.rs");
    has_stopped(&walk("udp-echo", sends), vec![own; 4]);
}

#[test]
fn udp_broadcast_receives_in_one_thread_and_sends_in_another() {
    let file = "src/stage/udp_broadcast.rs";
    let (receives, sender) = (("echostage", file), ("sender", file));
    let gdb = walk("udp-broadcast", sends);
    has_stopped(&gdb, vec![receives, receives, sender, sender, sender]);
}
