//! Many clients, silent ones among them.

use crate::common::{Server, until};
use crate::run::{Ended, load};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

#[test]
fn two_thousand_clients_are_served() {
    let server = Server::start("-q");
    let args = format!("{} -c 2000 -n 20000 --json --timeout 20", server.addr);
    let json = load(args).with(0).json();
    assert_eq!(json["served"], 2000);
    assert_eq!(json["answered"], 20_000);
}

#[test]
fn a_silent_client_before_them_keeps_a_stage_of_one_from_all() {
    let server = Server::start("--stage single");
    let args = format!(
        "{} --silent 1 -c 4 --seconds 0.3 --timeout 0.5 --json",
        server.addr
    );
    let ended = load(&args).with(1);
    assert_eq!(ended.only_error(), ("never_answered".into(), 4));
    assert_eq!(ended.json()["served"], 0);
    assert_eq!(ended.json()["latency_us"], serde_json::Value::Null);
    let text = load(args.replace("--json", "")).with(1).text;
    assert!(text.contains("0 of 4 clients"), "{text}");
    assert!(text.contains("latency     unknown"), "{text}");
}

#[test]
fn a_thread_for_each_client_does_not_mind_silent_ones() {
    let server = Server::start("--stage threads");
    // A second thread may find nothing left to ask.
    let args = "--silent 50 -c 4 -n 400 --threads 1 --json";
    let ended = load(format!("{} {args}", server.addr));
    assert_eq!(ended.with(0).json()["served"], 4);
}

#[test]
fn silent_ones_that_are_turned_away_are_told() {
    let server = Server::start("--max-clients 2 --door-full turn-away");
    let gone = AtomicUsize::new(0);
    let closes = crate::peer::server(move |stream, n| {
        if n < 5 {
            drop(stream);
            gone.fetch_add(1, Relaxed);
        } else {
            let all = || (gone.load(Relaxed) == 5).then_some(());
            until("the end of the silent ones", all);
            crate::peer::echo(stream, &|_, _| ());
        }
    });
    let args = format!("{} --silent 5 -c 1 -n 1 --timeout 1", server.addr);
    let text = load(&args).with(1).text;
    assert!(text.contains("did not keep 3 of the 5 silent"), "{text}");
    let ended = load(format!("{args} --json")).with(1);
    assert_eq!(ended.json()["silent_lost"], 3);
    // And the one that asks.
    assert_eq!(ended.errors(), [("turned_away".into(), 4)]);
    let args = format!("{closes} --silent 5 -c 1 -n 1 --json");
    let ended = load(args).with(1);
    assert_eq!(ended.json()["silent_lost"], 5);
    let all = ("closed_before_the_first_answer".into(), 5);
    assert_eq!(ended.errors(), [all]);
}

/// It accepts nobody, and its queue is short.
fn short_queue() -> (socket2::Socket, std::net::SocketAddr) {
    use socket2::{Domain, Socket, Type};
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any: std::net::SocketAddr = "127.0.0.1:0".parse().unwrap();
    socket.bind(&any.into()).unwrap();
    socket.listen(4).unwrap();
    let addr = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, addr)
}

#[test]
fn silent_ones_that_fill_the_queue_are_no_firewall() {
    let (_open, addr) = short_queue();
    let args = format!("{addr} --silent 50 -c 1 -n 1 --timeout 0.5");
    let told = load(args).with(1).told;
    assert!(told.contains("of 50 silent clients are connected"), "{told}");
    assert!(told.contains("the server's queue"), "{told}");
}

#[test]
fn ctrl_c_reaches_it_while_silent_ones_connect() {
    let (_open, addr) = short_queue();
    let args = format!("{addr} --silent 50 -c 1 --timeout 600");
    let child = crate::run::command(&args).spawn().unwrap();
    until("a connection that hangs", || {
        let of = format!(":{:04X} 02 ", addr.port());
        let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
        table.contains(&of).then_some(())
    });
    crate::command::interrupt(&child);
    Ended::from(child.wait_with_output().unwrap()).with(130);
}

#[test]
fn a_server_that_is_stopped_while_it_is_asked_is_named() {
    let mut server = Server::start("");
    let addr = server.addr;
    let asked = std::thread::spawn(move || {
        load(format!("{addr} -c 4 --seconds 10 --json"))
    });
    server.wait_for_line("#4 ");
    server.stop();
    let ended = asked.join().unwrap().with(1);
    let errors = ended.errors();
    assert_eq!(errors.iter().map(|(_, n)| n).sum::<u64>(), 4, "{errors:?}");
    for (name, _) in errors {
        assert!(
            ["closed_early", "reset", "closed_before_the_first_answer"]
                .contains(&name.as_str()),
            "{name}"
        );
    }
}
