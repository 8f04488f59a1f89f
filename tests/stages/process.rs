//! `process`: a child for each client, seen by `ps`, reaped at once; its story
//! comes home.

use crate::common::{Process, Server, Signal, until, within};
use crate::silent;
use rustix::process::{Pid, kill_process};
use std::collections::HashMap;
use std::time::{Duration, Instant};

fn names(server: &Server) -> Vec<String> {
    let children = server.process().children();
    let mut names: Vec<_> =
        children.iter().map(|child| child.command_line()).collect();
    names.sort();
    names
}

#[test]
fn process_serves_one_more_behind_any_number() {
    let server = Server::start("--stage process");
    let mut holders = silent(&server, 30);
    server.client().echo("nobody waits\n");
    holders.iter_mut().rev().for_each(|client| client.echo("nor do we\n"));
}

#[test]
fn a_child_says_in_its_name_whom_it_serves() {
    let server = Server::start("--stage process --service lines");
    let mut clients = silent(&server, 2);
    for client in clients.iter_mut().rev() {
        client.say("hello\n");
        client.hear("you said: hello\n");
    }
    for (i, name) in names(&server).iter().enumerate() {
        let begin = format!("echostage: client {}", i + 1);
        let rest = name
            .strip_prefix(&begin)
            .unwrap_or_else(|| panic!("{name:?} doesn't begin with {begin:?}"));
        assert!(rest.is_empty() || rest.starts_with(' '), "{name:?}");
    }
    assert_eq!(names(&server).len(), 2);
}

#[test]
fn no_child_is_a_zombie_for_long() {
    let server = Server::start("--stage process");
    let mut clients = silent(&server, 30);
    clients.iter_mut().for_each(|client| client.echo("hello\n"));
    drop(clients);
    let mut since: HashMap<u32, Instant> = HashMap::new();
    until("every child reaped", || {
        let children = server.process().children();
        for zombie in children.iter().filter(|child| child.is_zombie()) {
            let age = since.entry(zombie.0).or_insert_with(Instant::now);
            let most = within(Duration::from_millis(100));
            assert!(age.elapsed() < most, "a zombie for {:?}", age.elapsed());
        }
        children.is_empty().then_some(())
    });
}

#[test]
fn a_killed_child_ends_one_connection_only() {
    let server = Server::start("--stage process");
    let mut clients = silent(&server, 2);
    clients.iter_mut().for_each(|client| client.echo("hello\n"));
    let is_first = |child: &Process| child.command_line().contains("client 1");
    let children = server.process().children();
    let child = children.into_iter().find(is_first).unwrap();
    kill_process(Pid::from_raw(child.0 as i32).unwrap(), Signal::KILL).unwrap();
    clients[0].rest_or_reset();
    server.wait_for_line("#1 closed: ");
    clients[1].echo("unhurt\n");
    server.client().echo("and the next\n");
}

#[test]
fn a_childs_counts_and_reason_come_home() {
    let server = Server::start("--stage process --service lines --once");
    let mut client = server.client();
    client.say("hello\r\n");
    assert_eq!(client.rest(), b"you said: hello\n");
    let line = server.wait_for_line("closed: ");
    assert!(line.ends_with("closed: 7 B in, 16 B out, once"), "{line}");
}

#[test]
fn a_childs_reads_and_writes_come_home() {
    let server = Server::start("--stage process -v");
    let mut client = server.client();
    client.echo("hello\r\n");
    drop(client);
    server.wait_for_line("closed: 7 B in, 7 B out, by the client");
    let texts: Vec<_> = server.log.of(1).into_iter().map(|l| l.text).collect();
    assert!(texts.contains(&r#"read 7 "hello\r\n""#.into()), "{texts:?}");
    assert!(texts.contains(&r#"write 7 "hello\r\n""#.into()), "{texts:?}");
}

#[test]
fn a_childs_socket_is_its_own() {
    let server = Server::start("--stage process");
    let mut clients = silent(&server, 5);
    clients.iter_mut().for_each(|client| client.echo("hello\n"));
    // A later child that held an earlier client's socket would keep it open.
    clients[0].done();
    assert_eq!(clients[0].rest(), b"");
    until("four children", || (names(&server).len() == 4).then_some(()));
    let children = server.process().children();
    let held: Vec<_> = children.iter().map(|c| c.descriptors()).collect();
    assert!(held.iter().all(|count| *count == held[0]), "{held:?}");
}
