//! A terminal that takes nothing more keeps no server from ending.

use crate::Console;
use crate::common::{Client, until};
use rustix::process::Signal;
use std::thread::sleep;
use std::time::Duration;

fn ends(args: &str, order: &str, clients: usize, pause: Duration) {
    let console = Console::open(&format!("--grace 0.1 {args}"));
    console.terminal.enter(order);
    console.terminal.rests_at(">");
    let server = console.terminal.servers().remove(0);
    let stuck = console.terminal.stuck();
    for _ in 0..clients {
        drop(Client::connect(console.addr));
        sleep(pause); // each is painted, until the terminal is full
    }
    console.signal(Signal::TERM);
    until("an end", || {
        let stat = std::fs::read(format!("/proc/{}/stat", server.0));
        stat.is_err().then_some(())
    });
    drop(stuck);
}

#[test]
fn a_server_ends_though_nobody_reads_its_terminal() {
    ends("", "help", 3000, Duration::ZERO);
}

#[test]
fn in_step_mode_too() {
    // Lets whoever comes go on, step by step.
    ends("--step", "until turned-away", 200, Duration::from_millis(10));
}
