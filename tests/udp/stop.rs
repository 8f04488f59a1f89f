//! A stop answers what had come, and is over soon.

use crate::common::{Server, Signal, until, within};
use crate::member::Member;
use crate::peer::Peer;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

const SOON: Duration = Duration::from_millis(50);
const GRACE: Duration = Duration::from_millis(1100);

fn ends(server: &mut Server, promise: Duration) {
    let code = server.wait_exit(within(promise));
    assert_eq!(code, Some(0), "{}", server.log.text());
    server.log.wait_end();
}

#[test]
fn both_signals_end_both_stages_soon() {
    for stage in crate::STAGES {
        for signal in [Signal::INT, Signal::TERM] {
            let args = format!("--stage {stage} --grace 60");
            let mut server = Server::start(&args);
            let peer = Peer::of(&server);
            peer.say("/help\n");
            peer.next();
            server.signal(signal);
            ends(&mut server, SOON);
        }
    }
}

#[test]
fn a_server_that_nobody_spoke_to_ends_soon_wherever_it_listens() {
    for listen in [":0", "0.0.0.0:0", "[::]:0", "[::1]:0", "127.0.0.1:0"] {
        for stage in crate::STAGES {
            let args = format!("--stage {stage} --grace 60");
            let mut server = Server::start_at(listen, &args);
            server.signal(Signal::TERM);
            ends(&mut server, SOON);
        }
    }
}

/// The first is in its pause; the rest wait in the kernel.
#[test]
fn what_the_kernel_had_queued_is_answered_after_a_stop() {
    for pause in ["--delay 300", "--delay 60000"] {
        let mut server = crate::echo(&format!("-v {pause}"));
        let peer = Peer::of(&server);
        (0..20u8).for_each(|n| peer.say([n]));
        server.wait_for_line("receive 1 ");
        server.signal(Signal::TERM);
        (0..20u8).for_each(|n| peer.hear([n]));
        ends(&mut server, GRACE);
    }
}

#[test]
fn what_was_said_before_a_stop_reaches_the_others() {
    let mut server = crate::relay("-v --delay 200");
    let [first, second] = Member::join_all(&server);
    (0..10).for_each(|n| second.say(&format!("line {n}")));
    server.wait_for_line(r#"line 0\n""#);
    server.signal(Signal::TERM);
    (0..10).for_each(|n| first.hear(&format!("guest-2: line {n}")));
    second.is_out_by_a_stop();
    ends(&mut server, GRACE);
}

#[test]
fn a_minute_of_a_pause_is_cut_short() {
    for stage in crate::STAGES {
        for pause in ["--delay", "--burn"] {
            let args = format!("-v --stage {stage} {pause} 60000");
            let mut server = Server::start(&args);
            let peers = [(); 2].map(|()| Peer::of(&server));
            peers.iter().for_each(|peer| peer.say("hello\n"));
            server.wait_for_line("receive 6 ");
            server.signal(Signal::TERM);
            ends(&mut server, GRACE);
        }
    }
}

/// Sends for as long as this lives, whoever listens, and reads little.
struct Flood(Arc<AtomicBool>);

impl Flood {
    fn start(server: &Server) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (peer, seen) = (Peer::of(server), Arc::clone(&over));
        peer.socket.set_nonblocking(true).unwrap();
        thread::spawn(move || {
            while !seen.load(Relaxed) {
                // Nobody may be there any more; nor is there always a datagram.
                let _ = peer.socket.send_to(b"more\n", peer.to);
                let _ = peer.socket.recv(&mut [0; 9]);
            }
        });
        Self(over)
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

#[test]
fn datagrams_that_keep_coming_do_not_hold_it_up() {
    for stage in crate::STAGES {
        let mut server = Server::start(&format!("--stage {stage}"));
        let _floods = [(); 2].map(|()| Flood::start(&server));
        let peer = Peer::of(&server);
        until("an answer in the flood", || {
            peer.say("/who\n");
            peer.next_within(Duration::from_millis(20))
        });
        server.signal(Signal::TERM);
        ends(&mut server, GRACE);
    }
}
