//! One line is one datagram, and which of them were answered.

use crate::common::{is_free, until};
use crate::peer::udp;
use crate::run::{Client, Ended, client};
use std::net::{SocketAddr, UdpSocket};
use std::thread;
use std::time::Duration;

/// A peer in the test's own hands.
fn socket() -> (UdpSocket, String) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(crate::common::PATIENCE)).unwrap();
    let addr = socket.local_addr().unwrap().to_string();
    (socket, addr)
}

fn report(ended: &Ended) -> &str {
    ended.told.iter().find(|line| line.contains(" sent, ")).unwrap()
}

#[test]
fn each_line_is_a_datagram_newline_included() {
    let (peer, addr) = socket();
    let mut client = Client::start(&format!("{addr} --udp"));
    client.say_all("hello\n\nlast");
    let mut bytes = [0; 100];
    for expected in ["hello\n", "\n", "last"] {
        let (n, from) = peer.recv_from(&mut bytes).unwrap();
        assert_eq!(&bytes[..n], expected.as_bytes());
        peer.send_to(&bytes[..n], from).unwrap();
    }
    let ended = client.ends().with(0);
    assert_eq!(ended.text(), "hello\n\nlast");
    assert_eq!(
        report(&ended),
        "3 sent, 3 answered, 0 missing, 0 late, 0 others"
    );
}

#[test]
fn a_long_file_of_lines_loses_none_to_our_haste() {
    let peer = udp(|_, bytes| vec![bytes]);
    let lines: String = (0..20_000).map(|n| format!("{n}\n")).collect();
    let ended = client(&format!("{peer} --udp -q"), lines.clone()).with(0);
    assert_eq!(ended.text(), lines);
}

#[test]
fn a_peer_that_is_busy_elsewhere_for_a_while_loses_none() {
    let peer = udp(|n, bytes| {
        if n == 1000 {
            thread::sleep(Duration::from_millis(400));
        }
        vec![bytes]
    });
    let lines: String = (0..3000).map(|n| format!("{n}\n")).collect();
    let ended = client(&format!("{peer} --udp -q"), lines.clone()).with(0);
    assert_eq!(ended.text(), lines);
}

/// At a pause for each line this would take minutes.
#[test]
fn lines_that_are_lost_hold_up_no_others() {
    let peer = udp(|n, bytes| if n < 50 { vec![] } else { vec![bytes] });
    let lines: String = (0..20_000).map(|n| format!("{n}\n")).collect();
    let ended = client(&format!("{peer} --udp"), lines).with(1);
    let counts = "20000 sent, 19950 answered, 50 missing";
    assert!(report(&ended).starts_with(counts), "{}", report(&ended));
}

#[test]
fn a_line_longer_than_a_datagram_goes_in_pieces() {
    let peer = udp(|_, bytes| vec![bytes]);
    let line = vec![b'x'; 100_000];
    let ended = client(&format!("{peer} --udp"), line.clone()).with(0);
    assert_eq!(ended.output, line);
    assert!(report(&ended).starts_with("2 sent, 2 answered"));
}

#[test]
fn a_missing_answer_is_named_and_is_a_failure() {
    let peer = udp(|n, bytes| if n == 1 { vec![] } else { vec![bytes] });
    let args = format!("{peer} --udp --timeout 2");
    let ended = client(&args, "a\nb\nc\n").with(1);
    assert!(ended.told.contains(&"missing: \"b\\n\"".to_string()));
    let counts = "3 sent, 2 answered, 1 missing, 0 late, 0 others";
    assert_eq!(report(&ended), counts);
}

#[test]
fn only_ten_of_a_kind_are_named() {
    let peer = udp(|_, _| vec![]);
    let lines: String = (0..15).map(|n| format!("{n}\n")).collect();
    let args = format!("{peer} --udp --timeout 0.2");
    let ended = client(&args, lines).with(1);
    let named = ended.told.iter().filter(|l| l.starts_with("missing: "));
    assert_eq!(named.count(), 10);
    assert!(ended.told.contains(&"and 5 more".to_string()));
}

/// The answer waits until the client must have called it late.
#[test]
fn a_late_answer_is_named() {
    let (peer, addr) = socket();
    let mut client = Client::start(&format!("{addr} --udp --timeout 1"));
    let mut bytes = [0; 100];
    client.say("a\n");
    let (_, from) = peer.recv_from(&mut bytes).unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    peer.send_to(b"a\n", from).unwrap();
    client.say("b\n");
    peer.recv_from(&mut bytes).unwrap();
    peer.send_to(b"b\n", from).unwrap();
    client.say_all("");
    let ended = client.ends().with(0);
    let late = |line: &String| {
        let after = line.strip_prefix("late: \"a\\n\" after ")?;
        after.strip_suffix(" s")?.parse::<f32>().ok()
    };
    let seconds = ended.told.iter().find_map(late);
    assert!(seconds.is_some_and(|s| s > 1.0), "{:?}", ended.told);
    let counts = "2 sent, 1 answered, 0 missing, 1 late, 0 others";
    assert_eq!(report(&ended), counts);
}

#[test]
fn a_stranger_is_named_once_and_not_shown() {
    let (peer, addr) = socket();
    let (stranger, strange) = socket();
    let mut client = Client::start(&format!("{addr} --udp"));
    client.say_all("a\n");
    let mut bytes = [0; 100];
    let (_, from) = peer.recv_from(&mut bytes).unwrap();
    for _ in 0..3 {
        stranger.send_to(b"boo\n", from).unwrap();
    }
    client.told.wait_for("who is not the peer");
    peer.send_to(b"a\n", from).unwrap();
    let ended = client.ends().with(0);
    assert_eq!(ended.text(), "a\n");
    let told = format!("4 B from {strange}, who is not the peer");
    let times = ended.told.iter().filter(|line| line.ends_with(&told));
    assert_eq!(times.count(), 1, "{:?}", ended.told);
}

#[test]
fn other_datagrams_of_the_peer_are_shown_and_counted() {
    let peer = udp(|_, bytes| vec![b"first\n".to_vec(), bytes]);
    let ended = client(&format!("{peer} --udp"), "a\n").with(0);
    assert_eq!(ended.text(), "first\na\n");
    assert!(report(&ended).ends_with("1 others"));
}

#[test]
fn a_challenge_is_answered_and_what_was_dropped_is_sent_again() {
    let (peer, addr) = socket();
    let mut client = Client::start(&format!("{addr} --udp"));
    client.say_all("a\n");
    let mut bytes = [0; 100];
    let mut hear = |expected: &str| {
        let (n, from) = peer.recv_from(&mut bytes).unwrap();
        assert_eq!(String::from_utf8_lossy(&bytes[..n]), expected);
        from
    };
    let from = hear("a\n");
    peer.send_to(b"send: join 4821\n", from).unwrap();
    hear("join 4821\n");
    hear("a\n");
    peer.send_to(b"join 4821\n", from).unwrap();
    peer.send_to(b"a\n", from).unwrap();
    let ended = client.ends().with(0);
    assert_eq!(ended.text(), "a\n");
    assert!(ended.states().contains(&"challenge: answered"));
}

#[test]
fn a_strangers_challenge_is_not_answered() {
    let (peer, addr) = socket();
    let (stranger, _) = socket();
    let mut client = Client::start(&format!("{addr} --udp"));
    client.say_all("a\n");
    let mut bytes = [0; 100];
    let (_, from) = peer.recv_from(&mut bytes).unwrap();
    stranger.send_to(b"send: join 1\n", from).unwrap();
    client.told.wait_for("who is not the peer");
    peer.send_to(b"a\n", from).unwrap();
    client.ends().with(0);
    stranger.set_nonblocking(true).unwrap();
    assert!(stranger.recv_from(&mut bytes).is_err());
}

/// A child that another test has just started may hold a copy for a moment.
fn nobody() -> SocketAddr {
    let (socket, _) = socket();
    let addr = socket.local_addr().unwrap();
    drop(socket);
    until("a port that is free", || is_free(addr.port()).then_some(()));
    addr
}

#[test]
fn a_connected_socket_learns_that_nobody_listens() {
    let args = format!("{} --connected", nobody());
    let ended = client(&args, "a\n").with(3);
    let why = "nobody listens there (ICMP port unreachable)";
    assert!(ended.last().ends_with(why), "{}", ended.last());
    assert!(ended.states()[1].starts_with("Connected 127.0.0.1:"));
}

#[test]
fn an_unconnected_socket_never_learns_it() {
    let args = format!("{} --udp --timeout 0.2", nobody());
    let ended = client(&args, "a\n").with(1);
    let second = ended.states()[1].to_string();
    assert!(second.starts_with("Unconnected 0.0.0.0:"), "{second}");
    assert!(second.ends_with("(UDP: nothing was sent yet)"), "{second}");
    assert_eq!(
        report(&ended),
        "1 sent, 0 answered, 1 missing, 0 late, 0 others"
    );
}

#[test]
fn a_heartbeat_is_an_empty_datagram_at_the_start_and_every_so_often() {
    let (peer, addr) = socket();
    let mut client = Client::start(&format!("{addr} --heartbeat 0.05"));
    let mut bytes = [0; 100];
    for _ in 0..3 {
        let (n, from) = peer.recv_from(&mut bytes).unwrap();
        assert_eq!(n, 0);
        peer.send_to(b"", from).unwrap();
    }
    client.say_all("");
    let ended = client.ends().with(0);
    let none = "0 sent, 0 answered, 0 missing, 0 late, 0 others";
    assert_eq!(report(&ended), none);
}

#[test]
fn flood_works_over_udp() {
    let peer = udp(|_, bytes| vec![bytes]);
    let args = format!("{peer} --udp --flood --timeout 0.2");
    let ended = client(&args, "").with(0);
    let told = ended.last();
    assert!(told.contains(" wrote ") && told.ends_with(" closed"), "{told}");
}
