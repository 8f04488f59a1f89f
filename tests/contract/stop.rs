//! Ctrl-C and SIGTERM: everybody goes home, soon, and the port is free again.

use crate::Stage;
use crate::common::{
    Client, Server, Signal, all_gone, time_waits, until, within,
};
use std::io::Write;
use std::thread;
use std::time::Duration;

/// A stuck client, a service that thinks: gone when the grace is over.
const STUCK: Duration = Duration::from_millis(1100);

fn everybody_goes_home(stage: Stage, signal: Signal) {
    let mut server = stage.start("--grace 60");
    let (mut talker, mut idle) = (server.client(), server.client());
    talker.echo("hello\n");
    let children = server.process().descendants();
    server.signal(signal);
    let code = server.wait_exit(within(Duration::from_millis(50)));
    assert_eq!(code, Some(0), "{}", server.log.text());
    assert_eq!(talker.rest(), b"");
    assert_eq!(idle.rest(), b"");
    assert!(children.iter().all(|child| !child.exists()));
    server.log.wait_end(); // no child holds it
}

pub fn sigint_lets_everybody_go_and_exits_0(stage: Stage) {
    everybody_goes_home(stage, Signal::INT);
}

pub fn sigterm_lets_everybody_go_and_exits_0(stage: Stage) {
    everybody_goes_home(stage, Signal::TERM);
}

/// A connection that the server closed first keeps its port in TIME_WAIT.
fn serves_again(stage: Stage, old: &Server) {
    let port = old.addr.port();
    until("TIME_WAIT", || (time_waits(port) > 0).then_some(()));
    let server = Server::start_on(old.addr, &stage.args(""));
    assert_eq!(server.addr, old.addr);
    server.client().echo("again\n");
}

pub fn the_same_port_serves_again_at_once(stage: Stage) {
    let mut server = stage.start("");
    let mut client = server.client();
    client.echo("hello\n");
    server.stop();
    assert_eq!(client.rest(), b"");
    drop(client);
    serves_again(stage, &server);
}

pub fn once_closes_first_and_the_port_serves_again_at_once(stage: Stage) {
    let mut server = stage.start("--once");
    let mut client = server.client();
    client.echo("hello\n");
    assert_eq!(client.rest(), b"");
    let line = server.wait_for_line("closed: ");
    assert!(line.ends_with(", once"), "{line}");
    drop(client);
    server.client().echo("the server goes on\n");
    server.stop();
    serves_again(stage, &server);
}

pub fn a_minute_of_delay_is_interrupted_by_a_stop(stage: Stage) {
    let mut server = stage.start("-v --delay 60000");
    let mut client = server.client();
    client.say("think\n");
    server.wait_for_line("read 6 ");
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(within(STUCK)), Some(0));
    client.rest_or_reset();
}

pub fn who_never_reads_is_cut_off_when_the_grace_is_over(stage: Stage) {
    let mut server = stage.start("");
    let mut stuck = Client::connect_small(server.addr);
    stuck.flood();
    let children = server.process().descendants();
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(within(STUCK)), Some(0));
    all_gone(&children, within(Duration::from_millis(50)));
    stuck.rest_or_reset();
}

pub fn who_keeps_sending_is_gone_when_the_grace_is_over(stage: Stage) {
    let mut server = stage.start("");
    let mut client = server.client();
    client.echo("hello\n");
    let mut twin = client.twin();
    let sender =
        thread::spawn(
            move || {
                while twin.stream.write_all(&[b'x'; 1000]).is_ok() {}
            },
        );
    client.hear(vec![b'x'; 100_000]); // it flows
    let reader = thread::spawn(move || client.rest_or_reset());
    server.signal(Signal::TERM);
    assert_eq!(server.wait_exit(within(STUCK)), Some(0));
    sender.join().unwrap();
    reader.join().unwrap();
}

pub fn a_second_ctrl_c_exits_130_at_once(stage: Stage) {
    let mut server = stage.start("--grace 60");
    let mut stuck = Client::connect_small(server.addr);
    stuck.flood();
    server.signal(Signal::INT);
    until("the first Ctrl-C is taken", || {
        (!server.process().has_pending_signal()).then_some(())
    });
    assert!(server.is_running(), "{}", server.log.text());
    let children = server.process().descendants();
    server.signal(Signal::INT);
    let most = within(Duration::from_millis(50));
    assert_eq!(server.wait_exit(most), Some(130));
    all_gone(&children, within(Duration::from_millis(50)));
}
