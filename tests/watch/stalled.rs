//! A watcher that takes nothing harms nobody.

use crate::common::until;
use crate::watched::{Watched, Watcher};
use echostage::watch::Message;
use rustix::io::ioctl_fionread;
use std::os::unix::net::UnixStream;
use std::thread;

#[test]
fn a_watcher_that_never_reads_harms_nobody() {
    let watched = Watched::start("--stage threads");
    let crowd = watched.silent(200); // a state is some 40 KB long
    let stalled = UnixStream::connect(&watched.path).unwrap();
    let mut other = watched.watcher();
    let (mut before, mut same) = (0, 0);
    other.until("the stalled one's buffer full", |_| {
        let now = ioctl_fionread(&stalled).unwrap();
        same = if now == before && now > 0 { same + 1 } else { 0 };
        before = now;
        (same > 10).then_some(())
    });
    let addr = watched.server.addr;
    let echo = move || {
        let mut client = crate::common::Client::connect(addr);
        for n in 0..1000 {
            client.echo(format!("message {n}\n"));
        }
    };
    let clients: Vec<_> = (0..50).map(|_| thread::spawn(echo)).collect();
    for client in clients {
        client.join().unwrap();
    }
    // And who reads goes on to be told.
    other.until("all clients gone", |state| {
        (state.accepted == 250 && state.inside == 200).then_some(())
    });
    drop((crowd, stalled));
    let mut server = watched.server;
    server.stop();
}

#[test]
fn a_ninth_watcher_is_told_that_there_are_eight() {
    let watched = Watched::start("");
    let mut eight: Vec<Watcher> = (0..8).map(|_| watched.watcher()).collect();
    eight.iter_mut().for_each(|one| drop(one.state()));
    let mut ninth = watched.watcher();
    match ninth.message() {
        Some(Message::Bye(why)) => assert_eq!(why, "8 others watch already"),
        other => panic!("{}", other.is_some()),
    }
    assert!(ninth.message().is_none());
    eight.pop();
    until("a free place", || {
        let mut next = watched.watcher();
        matches!(next.message(), Some(Message::State(_))).then_some(())
    });
    eight.iter_mut().for_each(|one| drop(one.state()));
}

#[test]
fn a_watcher_that_shuts_down_its_writing_side_is_told_on() {
    let watched = Watched::start("");
    let mut watcher = watched.watcher();
    watcher.stream.shutdown(std::net::Shutdown::Write).unwrap();
    let before = watcher.state().now;
    for _ in 0..3 {
        watcher.until("more", |state| (state.now > before).then_some(()));
    }
}

#[test]
fn what_a_watcher_says_is_ignored() {
    use std::io::Write;
    let watched = Watched::start("");
    let mut watcher = watched.watcher();
    let mut stream = watcher.stream.try_clone().unwrap();
    stream.write_all(&[b'x'; 100_000]).unwrap();
    let before = watcher.state().now;
    watcher.until("more", |state| (state.now > before).then_some(()));
}
