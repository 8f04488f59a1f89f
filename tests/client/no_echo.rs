//! Peers that are no echo: a chat, a crowd that is not served.

use crate::common::{Server, within};
use crate::run::{Client, client};
use std::net::UdpSocket;
use std::time::{Duration, Instant};

#[test]
fn a_chat_owes_no_answer() {
    let server = Server::start("--stage udp-broadcast");
    let args = format!("{} --udp --timeout 2", server.addr);
    let ended = client(&args, "hello\n").with(0);
    assert!(ended.text().starts_with("* welcome, guest-1"), "{ended:?}");
    assert_eq!(ended.last(), "1 sent, 2 came; no echo of ours");
}

/// One time-out for them all, not one for each.
#[test]
fn a_crowd_that_is_not_served_is_done_soon_after_the_timeout() {
    let server = Server::start("--stage single");
    let begin = Instant::now();
    let args = format!("{} --many 300 --timeout 0.5", server.addr);
    let ended = client(&args, "").with(1);
    let most = within(Duration::from_secs(1));
    assert!(begin.elapsed() < most, "{:?}", begin.elapsed());
    let counts = "300 connected  1 answered  0 turned away  0 closed  \
                  299 silent";
    assert_eq!(ended.last(), counts);
}

#[test]
fn who_only_listens_says_where() {
    let free = UdpSocket::bind("0.0.0.0:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let listener = Client::start(&format!("--listen-broadcast {port}"));
    listener.told.wait_for(&format!("listening to 0.0.0.0:{port}"));
}
