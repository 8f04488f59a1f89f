//! What is known of the time before somebody watched, and what it costs.

use crate::common::{Client, Folder, Server, until};
use crate::watched::{Watched, Watcher};
use echostage::watch::Doing;
use echostage::watch::State;
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
    watched.server.wait_for_line("#1 ");
    let mut watcher = watched.watcher();
    let early = watcher
        .until("who waited before", |state| in_the_queue(state, &clients[1]));
    assert!(early);
    let third = watched.server.client();
    let early =
        watcher.until("the third one", |state| in_the_queue(state, &third));
    assert!(!early);
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

/// A recording wants to know who stands in the kernel's queue all the time.
fn recorded(args: &str) -> (Watched, Folder) {
    let folder = Folder::new();
    let file = folder.path().join("seen.jsonl");
    let args = format!("{args} --record {}", file.display());
    (Watched::start(&args), folder)
}

/// The first state of another watch than the one attached at `old`, which ends
/// a tick or two after its last watcher has gone.
fn another(watched: &Watched, old: u64) -> State {
    until("another watch", || {
        thread::sleep(Duration::from_millis(200));
        let state = watched.watcher().state();
        (state.attached != old).then_some(state)
    })
}

/// Waits until this watch has ended. Says when the next one was attached, which
/// nobody needs: it ends soon.
fn unwatched(watched: &Watched, mut before: Watcher) -> u64 {
    let old = before.state().attached;
    drop(before);
    another(watched, old).attached
}

fn in_the_queue(state: &State, client: &Client) -> Option<bool> {
    let mut queued = state.queued.iter();
    Some(queued.find(|one| one.peer == client.name())?.early)
}

#[test]
fn beside_a_recording_a_late_watcher_sees_who_stands_in_the_queue_now() {
    let (watched, _folder) = recorded("--stage single");
    let clients = watched.silent(2);
    thread::sleep(Duration::from_millis(300)); // the recording knows the queue
    let mut watcher = watched.watcher();
    let early = watcher
        .until("who waited before", |state| in_the_queue(state, &clients[1]));
    assert!(early);
    unwatched(&watched, watcher);
    drop(clients);
    watched.server.wait_for_line("#2 closed");
    // A look at the queue takes longer where many connections have ended.
    watched
        .watcher()
        .until("an empty queue", |s| s.queued.is_empty().then_some(()));
}

#[test]
fn who_comes_after_the_first_state_is_not_said_to_be_there_since_attached() {
    let watched = Watched::start("--stage single");
    let _first = watched.silent(1);
    for _ in 0..5 {
        let mut watcher = watched.watcher();
        watcher.state();
        let client = watched.server.client();
        let early =
            watcher.until("the newcomer", |state| in_the_queue(state, &client));
        assert!(!early);
        unwatched(&watched, watcher);
    }
}

#[test]
fn a_new_watch_has_no_lines_of_an_earlier_one() {
    let watched = Watched::start("--stage threads");
    let mut watcher = watched.watcher();
    drop(watched.server.client());
    watcher.until("a line", |state| (!state.log.is_empty()).then_some(()));
    let last = unwatched(&watched, watcher);
    drop(watched.server.client());
    watched.server.wait_for_line("#2 closed");
    let state = another(&watched, last);
    assert!(state.log.is_empty(), "{:?}", state.log);
}
