//! What is known of the time before somebody watched, and what it costs.

use crate::common::{Server, until};
use crate::watched::Watched;
use echostage::watch::Doing;
use std::thread;
use std::time::Duration;

fn first(doing: &Doing) -> (&str, bool) {
    (&doing.call, doing.early)
}

#[test]
fn what_began_before_is_said_to_last_since_attached() {
    // The watcher may be faster than the read.
    let (watched, mut watcher, mut old) = until("an early read", || {
        let watched = Watched::start("--stage threads");
        let mut old = watched.server.client();
        old.echo("hello\n");
        let mut watcher = watched.watcher();
        let state = watcher.state();
        let read = &state.clients.first()?.doing;
        let early = first(read) == ("read", true);
        early.then_some((watched, watcher, old))
    });
    watcher.answers(&[], &["waits for A to send (since attached)"]);
    let new = watched.server.client();
    watcher.until("a read that began later", |state| {
        (first(&state.clients.get(1)?.doing) == ("read", false)).then_some(())
    });
    old.echo("hello again\n");
    watcher.until("the old one's next read", |state| {
        (first(&state.clients[0].doing) == ("read", false)).then_some(())
    });
    drop(new);
}

#[test]
fn a_write_that_began_before_is_told_from_a_read() {
    let watched = Watched::start("--stage threads");
    let mut client = watched.server.client();
    client.flood();
    let mut watcher = watched.watcher();
    watcher.answers(&[], &["client-1 waits for A to read (since attached)"]);
}

#[test]
fn who_stood_in_the_kernels_queue_before_does_so_since_attached() {
    let watched = Watched::start("--stage single");
    let clients = watched.silent(2);
    let mut watcher = watched.watcher();
    let since = watcher.until("somebody in the queue", |state| {
        let one = state.queued.first()?;
        Some((one.peer == clients[1].name(), one.early, one.since))
    });
    assert_eq!((since.0, since.1), (true, true));
    let third = watched.server.client();
    watcher.until("the third one", |state| {
        let one = state.queued.iter().find(|one| one.peer == third.name())?;
        (!one.early).then_some(())
    });
}

#[test]
fn our_queue_is_timed_from_its_own_beginning() {
    let watched = Watched::start("--stage pool --workers 1");
    let clients = watched.silent(2);
    watched.server.wait_for_line("#2 waits");
    let mut watcher = watched.watcher();
    watcher.until("the one that waits", |state| {
        let one = state.clients.get(1)?;
        assert!(one.waits && one.since < state.attached);
        Some(())
    });
    drop(clients);
}

#[test]
fn the_log_comes_with_the_states() {
    let watched = Watched::start("--stage threads -q");
    let mut watcher = watched.watcher();
    let state = watcher.state();
    assert_eq!((watcher.header.stage.as_str(), state.lost), ("threads", 0));
    drop(watched.server.client());
    let mut log: Vec<String> = Vec::new();
    watcher.until("both lines", |state| {
        let ours = state.log.iter().filter(|line| line.contains(" #1 "));
        log.extend(ours.cloned());
        assert_eq!(state.lost, 0);
        (log.len() == 2).then_some(())
    });
    assert!(log[0].ends_with("accepted (1 inside)"), "{log:?}");
    assert!(log[1].contains("#1 closed: 0 B in"), "{log:?}");
}

#[test]
fn the_servers_own_log_stays_as_it_is() {
    let lines = |server: &Server| {
        server.client().echo("hello\n");
        server.wait_for_line("#1 closed");
        let cut = |line: &String| line[6..].to_string();
        let lines = server.log.lines();
        let lines = lines.iter().map(cut).map(|line| {
            let words = line.split(' ').map(|word| match word.find(':') {
                Some(at) if word.starts_with("127.") => &word[..at],
                _ => word,
            });
            words.collect::<Vec<_>>().join(" ")
        });
        lines.collect::<Vec<String>>()
    };
    let watched = Watched::start("");
    let mut watcher = watched.watcher();
    watcher.state();
    assert_eq!(lines(&watched.server), lines(&Server::start("")));
}

#[test]
fn when_the_last_watcher_has_gone_nobody_listens_any_more() {
    let watched = Watched::start("--stage single");
    let mut watcher = watched.watcher();
    watcher.state();
    let mut client = watched.server.client();
    watcher.answers(&[], &["waits for A to send  "]);
    drop(watcher);
    // Then nobody sees a call begin.
    until("the end of the watch", || {
        thread::sleep(Duration::from_millis(200)); // more than a tick unwatched
        client.echo("hello\n");
        let state = watched.watcher().state();
        state.clients.first()?.doing.early.then_some(())
    });
}
