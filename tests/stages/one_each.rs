//! `threads`: a thread for each client, so nobody waits. And what the threads
//! of all stages are called.

use crate::common::{Server, until, until_equal};
use crate::silent;

#[test]
fn threads_serves_one_more_behind_any_number() {
    let server = Server::start("--stage threads");
    let mut holders = silent(&server, 200);
    server.client().echo("nobody waits\n");
    holders.iter_mut().rev().for_each(|client| client.echo("nor do we\n"));
    assert_eq!(server.log.count("waits"), 0);
}

#[test]
fn a_client_thread_has_its_clients_number_as_long_as_it_stays() {
    let server = Server::start("--stage threads");
    let mut clients = silent(&server, 3);
    clients.iter_mut().for_each(|client| client.echo("hello\n"));
    let names = || {
        let names = server.process().threads().into_iter();
        names.filter(|n| n.starts_with("client-")).collect::<Vec<_>>()
    };
    assert_eq!(names(), ["client-1", "client-2", "client-3"]);
    drop(clients.remove(1));
    let left = ["client-1", "client-3"].map(String::from).to_vec();
    until_equal("the threads", &left, names);
}

fn has_named_workers(stage: &str) {
    let server = Server::start(&format!("--stage {stage} --workers 3"));
    let workers = ["worker-1", "worker-2", "worker-3"].map(String::from);
    // A thread names itself: just after it was started it has no name yet.
    until_equal("the workers", &workers.to_vec(), || {
        let names = server.process().threads().into_iter();
        names.filter(|name| name.starts_with("worker")).collect()
    });
}

#[test]
fn bounded_pool_names_its_workers() {
    has_named_workers("bounded-pool");
}

#[test]
fn prethread_names_its_workers() {
    has_named_workers("prethread");
}

#[test]
fn a_thread_serves_only_one_client_and_ends_with_it() {
    let server = Server::start("--stage threads");
    let before = server.process().threads().len();
    let mut clients = silent(&server, 20);
    clients.iter_mut().for_each(|client| client.echo("hello\n"));
    assert_eq!(server.process().threads().len(), before + 20);
    drop(clients);
    until("the threads gone", || {
        (server.process().threads().len() <= before).then_some(())
    });
}
