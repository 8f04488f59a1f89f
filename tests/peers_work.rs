//! The servers that `make peers` measures ours against: each echoes, and
//! serves as many at a time as its model says. Who is missing is named.

#[allow(dead_code)] // the benches use more of it
#[path = "bench/client.rs"]
mod client;
#[allow(dead_code)]
#[path = "peers/roster/mod.rs"]
mod roster;
#[allow(dead_code)]
#[path = "bench/server/mod.rs"]
mod server;

use roster::{Gone, PEERS, Serves, find};
use server::Server;
use std::io::{ErrorKind, Write};
use std::net::TcpStream;
use std::path::Path;

/// Each server of that model that this machine can run.
fn each(serves: Serves, proof: fn(&Server)) {
    let built = Path::new(env!("CARGO_BIN_EXE_echostage"));
    let examples = built.with_file_name("examples");
    for peer in PEERS.iter().filter(|peer| peer.serves == serves) {
        match peer.start(&examples) {
            Ok(server) => {
                println!("{}", peer.name); // shown when the proof fails
                proof(&server);
            }
            Err(Gone::Missing(why)) => println!("{}: {why}", peer.name),
            Err(Gone::Failed(e)) => panic!("{}: {e}", peer.name),
        }
    }
}

fn dial(server: &Server) -> TcpStream {
    client::dial(server.addr).unwrap()
}

fn echo(stream: &TcpStream) {
    client::echo(stream).unwrap();
}

#[test]
fn a_silent_client_holds_nobody_up_where_all_are_served() {
    each(Serves::All, |server| {
        let silent = dial(server);
        let crowd: Vec<_> = (0..6).map(|_| dial(server)).collect();
        crowd.iter().rev().for_each(echo);
        echo(&silent);
    });
}

#[test]
fn the_fifth_of_four_waits_until_one_leaves() {
    each(Serves::Four, |server| full_after(server, 4));
}

#[test]
fn the_second_of_one_waits_until_the_first_leaves() {
    each(Serves::One, |server| full_after(server, 1));
}

fn full_after(server: &Server, places: usize) {
    let mut inside: Vec<_> = (0..places).map(|_| dial(server)).collect();
    inside.iter().rev().for_each(echo);
    let mut late = dial(server);
    late.write_all(&client::MESSAGE).unwrap();
    for _ in 0..100 {
        inside.iter().for_each(echo); // time to answer the wrong one
    }
    late.set_nonblocking(true).unwrap();
    let nothing = late.peek(&mut [0]).unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::WouldBlock);
    late.set_nonblocking(false).unwrap();
    inside.pop();
    client::answer(&late).unwrap();
}

#[test]
fn datagrams_of_two_come_back_to_each() {
    each(Serves::Datagrams, |server| {
        let pair = [0, 1].map(|_| client::datagrams(server.addr).unwrap());
        for echo in pair.iter().rev().chain(&pair) {
            echo().unwrap();
        }
    });
}

#[test]
fn a_program_that_is_not_here_is_named_with_its_package() {
    let gone = find("no-such-compiler", "no-such-package").unwrap_err();
    let Gone::Missing(why) = gone else { panic!("{gone:?}") };
    assert_eq!(
        why,
        "no `no-such-compiler` on this machine (Debian: no-such-package)"
    );
}
