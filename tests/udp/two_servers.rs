//! One forged datagram between two echo servers goes round for ever, where
//! servers are plain. Ours stop after a challenge.

use crate::common::until;
use crate::hosts::Host;
use crate::network::Network;
use crate::proof::prove;
use crate::raw::Forger;
use std::net::SocketAddrV4;
use std::time::{Duration, Instant};

fn sent([b, c]: [&Host; 2]) -> u64 {
    b.sent() + c.sent()
}

/// What two servers have sent, in a second and more after one forged datagram
/// between them; from then on they are silent, and answer.
fn after_a_forged_one(stage: &str, data: &str) -> u64 {
    let Some(net) = Network::new("two servers") else { return 0 };
    let [a, b, c, _] = net.hosts();
    let args = format!("--stage {stage}");
    let one = b.server("10.9.1.2:7000", &args);
    let _two = c.server("10.9.1.3:7000", &args);
    let before = sent([&b, &c]);
    let from = SocketAddrV4::new(b.ip.into(), 7000);
    let to = SocketAddrV4::new(c.ip.into(), 7000);
    a.run(|| Forger::new().send(from, to, data));
    until("a challenge", || (sent([&b, &c]) > before).then_some(()));
    // A challenge may come once a second: two of them would show.
    let mut last = (sent([&b, &c]), Instant::now());
    until("silence", || {
        let now = sent([&b, &c]);
        assert!(now - before < 20, "{stage}: {} datagrams", now - before);
        if now != last.0 {
            last = (now, Instant::now());
        }
        (last.1.elapsed() > Duration::from_millis(2200)).then_some(())
    });
    if stage == "udp-echo" {
        prove(&a.peer(one.addr));
    }
    last.0 - before
}

#[test]
fn two_echo_servers_stop_after_the_challenge() {
    for data in ["x", "join 123456\n", "send: join 123456\n"] {
        let count = after_a_forged_one("udp-echo", data);
        assert!(count <= 4, "{count} datagrams after a forged {data:?}");
    }
}

#[test]
fn two_relays_stop_after_the_challenge() {
    let count = after_a_forged_one("udp-broadcast", "x");
    assert!(count <= 4, "{count} datagrams after a forged one");
}

/// Nothing but the challenge stands between them.
#[test]
fn two_open_echo_servers_would_not_stop() {
    let Some(net) = Network::new("two open servers") else { return };
    let [a, b, c, _] = net.hosts();
    let args = "--stage udp-echo --open -q";
    let _one = b.server("10.9.1.2:7000", args);
    let _two = c.server("10.9.1.3:7000", args);
    let from = SocketAddrV4::new(b.ip.into(), 7000);
    let to = SocketAddrV4::new(c.ip.into(), 7000);
    a.run(|| Forger::new().send(from, to, "x"));
    until("a thousand", || (sent([&b, &c]) > 1000).then_some(()));
}
