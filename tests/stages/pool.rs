//! `pool`: its queue has no end, and the log tells who stands in it.

use crate::common::{Line, Server};
use crate::silent;

#[test]
fn who_waits_is_told_with_how_many_are_ahead() {
    for stage in ["pool", "bounded-pool"] {
        let server = Server::start(&format!("--stage {stage} --workers 2"));
        let _holders = silent(&server, 2);
        let _waiting = silent(&server, 3);
        for (i, id) in (3..=5).enumerate() {
            let told = format!("#{id} waits ({i} ahead)");
            let line = Line::parse(&server.wait_for_line(&told));
            assert_eq!(line.thread, "listener");
        }
        assert_eq!(server.log.count("waits"), 3, "{}", server.log.text());
        assert_eq!(server.log.count("served after"), 0);
    }
}

#[test]
fn who_waited_is_told_when_a_worker_takes_it() {
    for stage in ["pool", "bounded-pool"] {
        let server = Server::start(&format!("--stage {stage} --workers 1"));
        let mut first = server.client();
        first.echo("I don't wait\n");
        let mut second = server.client();
        server.wait_for_line("#2 waits (0 ahead)");
        drop(first);
        second.echo("I do\n");
        drop(second);
        server.wait_for_line("#2 closed: ");
        let texts = |id| {
            let lines = server.log.of(id).into_iter();
            lines.map(|l| (l.thread, l.text)).collect::<Vec<_>>()
        };
        assert!(texts(1).iter().all(|(_, text)| !text.contains("served")));
        let second = texts(2);
        let served = second.iter().find(|(_, t)| t.starts_with("served after"));
        assert_eq!(served.unwrap().0, "worker-1", "{}", server.log.text());
    }
}

#[test]
fn each_worker_has_a_label_of_its_own() {
    let server = Server::start("--stage pool --workers 3");
    let mut clients = silent(&server, 3);
    clients.iter_mut().rev().for_each(|client| client.echo("hello\n"));
    drop(clients);
    let closed = server.log.wait_for_count(3, "closed: ");
    let mut workers: Vec<_> =
        closed.iter().map(|line| Line::parse(line).thread).collect();
    workers.sort();
    assert_eq!(workers, ["worker-1", "worker-2", "worker-3"]);
}

#[test]
fn pool_lets_any_number_into_its_queue() {
    let server = Server::start("--stage pool --workers 1");
    let holder = server.client();
    let mut waiting = silent(&server, 300);
    server.wait_for_line("#301 waits (299 ahead)");
    waiting.iter_mut().for_each(|client| {
        client.say("hello\n");
        client.done();
    });
    drop(holder);
    for client in waiting.iter_mut().rev() {
        assert_eq!(client.rest(), b"hello\n");
    }
}
