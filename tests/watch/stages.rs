//! Who waits for whom, in each stage.

use crate::common::{Client, Folder, PATIENCE, Server};
use crate::watched::{Watched, Watcher};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, UdpSocket};
use std::process::{Child, Stdio};

const OURS: &str = "our queue";
const KERNELS: &str = "kernel's queue";

fn answers(args: &str, clients: usize, waits: &[(&str, &str)], why: &[&str]) {
    answers_to(args, |watched| watched.silent(clients), waits, why);
}

fn answers_to(
    args: &str,
    come: impl FnOnce(&Watched) -> Vec<Client>,
    waits: &[(&str, &str)],
    why: &[&str],
) {
    let watched = Watched::start(args);
    let mut watcher = watched.watcher();
    watcher.state();
    let clients = come(&watched);
    watcher.answers(waits, why);
    drop(clients);
    watcher.answers(&[], &[]);
}

#[test]
fn in_single_all_but_one_wait_in_the_kernels_queue() {
    answers(
        "--stage single",
        3,
        &[("127.0.0.1:", KERNELS), ("127.0.0.1:", KERNELS)],
        &["listener waits for A to send"],
    );
}

#[test]
fn in_pool_who_finds_no_worker_waits_in_our_queue() {
    answers(
        "--stage pool --workers 2",
        4,
        &[("C", OURS), ("D", OURS)],
        &["waits for A to send", "waits for B to send"],
    );
}

#[test]
fn in_bounded_pool_the_acceptor_has_one_in_its_hand() {
    let five = |watched: &Watched| {
        let mut clients = watched.silent(4);
        // The fifth is not to be seen in the queue before the fourth has left.
        watched.server.wait_for_line("#4 waits");
        clients.push(watched.server.client());
        clients
    };
    answers_to(
        "--stage bounded-pool --workers 2 --queue 1",
        five,
        &[("C", OURS), ("D", "acceptor's hand"), ("127.0.0.1:", KERNELS)],
        &["our queue is full: the acceptor waits", "waits for A to send"],
    );
}

#[test]
fn in_prethread_who_finds_no_worker_waits_in_the_kernels_queue() {
    answers(
        "--stage prethread --workers 2",
        3,
        &[("127.0.0.1:", KERNELS)],
        &["waits for A to send", "waits for B to send"],
    );
}

#[test]
fn in_threads_nobody_waits() {
    let why = ["client-1 waits for A to send", "client-3 waits for C to send"];
    answers("--stage threads", 3, &[], &why);
}

#[test]
fn in_process_nobody_waits_and_the_children_tell_what_they_are_in() {
    let why = ["client-1 waits for A to send", "client-3 waits for C to send"];
    answers("--stage process", 3, &[], &why);
}

#[test]
fn who_finds_no_place_waits_for_one() {
    answers(
        "--stage threads --max-clients 2",
        3,
        &[("127.0.0.1:", KERNELS)],
        &["no place is free: 2 of 2 are inside"],
    );
}

#[test]
fn a_client_that_does_not_read_is_waited_for() {
    let watched = Watched::start("--stage single");
    let mut watcher = watched.watcher();
    watcher.state(); // it listens to calls from here on
    let mut client = watched.server.client();
    client.flood();
    watcher.answers(&[], &["listener waits for A to read"]);
}

#[test]
fn who_thinks_is_no_client_that_is_waited_for() {
    let watched = Watched::start("--stage single --delay 60000");
    let mut watcher = watched.watcher();
    watcher.state(); // it listens to calls from here on
    let mut client = watched.server.client();
    client.say("hello\n");
    watcher.answers(&[], &["listener thinks for A"]);
}

/// A server in step mode, at whose terminal nobody sits.
struct Held {
    child: Child,
    addr: SocketAddr,
    folder: Folder,
}

impl Held {
    fn start(args: &str) -> Self {
        let folder = Folder::new();
        let path = folder.path().join("w");
        let args = format!("{args} --step --watch {}", path.display());
        let mut command = Server::command("", &args, "127.0.0.1:0");
        command.stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = out.lines().map(Result::unwrap);
        let addr = lines
            .find_map(|line| line.strip_prefix("listening on ")?.parse().ok());
        std::thread::spawn(move || lines.count()); // the pipe never fills
        Self { child, addr: addr.unwrap(), folder }
    }

    fn tell(&mut self, order: &str) {
        let script = self.child.stdin.as_mut().unwrap();
        script.write_all(order.as_bytes()).unwrap();
    }

    fn watcher(&self) -> Watcher {
        Watcher::connect(&self.folder.path().join("w"))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn who_is_held_at_a_gate_is_said_to_be_and_for_how_long() {
    let mut held = Held::start("--stage prethread --workers 2");
    let mut watcher = held.watcher();
    let _client = Client::connect(held.addr);
    let both = ["worker-1 is held at a gate  ", "worker-2 is held at a gate  "];
    watcher.answers(&[("127.0.0.1:", KERNELS)], &both);
    let idle = watcher.until("both before accept", |state| {
        let all = state.threads.iter();
        let all = all.filter(|one| one.held && one.call == "accept");
        let all: Vec<_> = all.map(|one| state.now - one.since).collect();
        (all.len() == 2).then_some(all)
    });
    assert!(idle.iter().all(|ns| *ns < PATIENCE.as_nanos() as u64), "{idle:?}");
    held.tell("until #1 read\n");
    let with = watcher.until("its worker before read", |state| {
        let doing = &state.clients.first()?.doing;
        let before = doing.held && doing.call == "read";
        before.then(|| doing.thread.clone())
    });
    watcher.answers(&[], &[&format!("{with} is held at a gate, with A  ")]);
}

#[test]
fn the_list_says_before_what_somebody_is_held() {
    let mut held = Held::start("--stage threads");
    let _client = Client::connect(held.addr);
    held.tell("until #1 read\n");
    let terminal = crate::common::terminal::Terminal::open();
    let path = held.folder.path().join("w");
    terminal.enter(&format!("echostage watch {}", path.display()));
    terminal.sees(" client-1    held before read ");
    terminal.sees(" listener    held before accept ");
}

#[test]
fn in_udp_echo_datagrams_wait_while_one_is_answered() {
    let watched = Watched::start("--stage udp-echo --delay 60000");
    let mut watcher = watched.watcher();
    // If it began before we came, the board says "is busy, or waits": with
    // --delay nobody knows which.
    watcher.answers(&[], &["waits for a datagram"]);
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..2 {
        socket.send_to(b"hello", watched.server.addr).unwrap();
    }
    let buffer = [("datagrams", "receive buffer")];
    watcher.answers(&buffer, &["receiver thinks"]);
}

#[test]
fn in_udp_broadcast_members_are_inside_and_wait_for_nobody() {
    let watched = Watched::start("--stage udp-broadcast");
    let mut watcher = watched.watcher();
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.send_to(b"hello\n", watched.server.addr).unwrap();
    let member = watcher.until("a member", |state| {
        // It is inside a moment before its bytes are counted.
        let one = state.clients.first().filter(|one| one.member)?;
        one.moved.is_some_and(|(read, _)| read == 6).then(|| one.clone())
    });
    assert_eq!(member.peer, socket.local_addr().unwrap().to_string());
    watcher.answers(&[], &["receiver waits for a datagram"]);
}
