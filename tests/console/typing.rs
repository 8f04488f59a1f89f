//! What is typed stays whole, whatever is logged meanwhile.

use crate::Console;
use crate::common::Client;
use crate::until;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

#[test]
fn a_log_line_never_cuts_a_half_typed_command() {
    let console = Console::open("");
    let mut first = console.inside();
    console.terminal.write("say half");
    console.terminal.rests_at("> say half");
    let second = console.client();
    console.terminal.sees(&format!("{} accepted", second.name()));
    console.terminal.rests_at("> say half");
    drop(second);
    console.terminal.sees("by the client");
    console.terminal.rests_at("> say half");
    console.terminal.enter(" way");
    first.hear("* half way\n");
    console.terminal.rests_at(">");
}

#[test]
fn a_screen_full_of_log_lines_leaves_a_half_typed_command_whole() {
    let console = Console::open("");
    let mut first = console.inside();
    console.terminal.write("say half");
    for _ in 0..40 {
        drop(console.client());
    }
    // They end in any order, and the first of them leave the screen.
    until("all have left", || {
        let all = console.terminal.all();
        let closed = all.iter().filter(|line| line.contains(" closed: "));
        (closed.count() == 40).then_some(())
    });
    console.terminal.rests_at("> say half");
    console.terminal.press("BSpace");
    console.terminal.rests_at("> say hal");
    console.terminal.enter("o");
    first.hear("* halo\n");
    let torn =
        |line: &&String| line.contains("accepted") && !line.contains('#');
    let all = console.terminal.all();
    assert_eq!(all.iter().find(torn), None);
}

#[test]
fn every_log_line_stands_on_a_line_of_its_own() {
    let console = Console::open("");
    console.terminal.write("say x");
    for n in 1..=10 {
        drop(console.client());
        console.terminal.sees(&format!("#{n} closed"));
    }
    let screen = console.terminal.screen();
    for line in screen.iter().filter(|l| l.contains(" closed: ")) {
        let whole = line.ends_with("closed: 0 B in, 0 B out, by the client");
        assert!(whole && !line.contains('>'), "{line:?}");
    }
}

#[test]
fn what_a_client_sends_never_steers_the_terminal() {
    let console = Console::open("--service chat");
    let (mut client, mut other) = (console.client(), console.client());
    other.line();
    client.say("/name \x1b[2Jx\r\n");
    client.say("\x1b]0;owned\x07\x1b[2J\x1b[31m\u{202e}\u{9b}2J boo\r\n");
    while !other.line().ends_with(" boo") {}
    console.ask("history");
    console.ask("who");
    let all = console.terminal.all();
    let first = all.iter().any(|l| l.starts_with("listening on "));
    assert!(first, "the screen was cleared:\n{}", all.join("\n"));
    assert_ne!(console.terminal.title(), "owned");
}

#[test]
fn ctrl_d_closes_the_console_and_the_server_runs_on() {
    let console = Console::open("");
    let mut client = console.inside();
    console.terminal.press("C-d");
    console.terminal.sees("runs on");
    client.echo("still here\n");
    console.inside().echo("and newcomers too\n");
    console.terminal.press("C-c");
    assert_eq!(client.rest(), b"");
    console.is_gone();
}

/// Commands are typed while hundreds of lines a second are logged.
#[test]
fn a_busy_log_never_freezes_the_console() {
    let console = Console::open("");
    let done = AtomicBool::new(false);
    let addr = console.addr;
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                drop(Client::connect(addr));
            }
        });
        let typed = thread::Builder::new().spawn_scoped(scope, || {
            for n in 0..100 {
                console.terminal.enter(&format!("dance {n}"));
            }
        });
        let typed = typed.unwrap().join();
        done.store(true, Relaxed);
        typed.unwrap();
    });
    let told = |words: &str| {
        let all = console.terminal.all();
        all.iter().any(|line| line.contains(words)).then_some(())
    };
    // Who has just left may be told of later, and push an answer out of the
    // terminal's history before we look: so we ask again.
    until("an answer to help", || {
        console.terminal.enter("help");
        told("kick N")
    });
    let mut client = console.client();
    client.echo("and the log goes on\n");
    let accepted = format!("{} accepted", client.name());
    until(&accepted, || told(&accepted));
}
