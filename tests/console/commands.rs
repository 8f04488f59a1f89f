//! Each command does what `help` says.

use crate::common::{Client, until};
use crate::{Console, STAGES};

#[test]
fn help_names_every_command() {
    let console = Console::open("");
    let answer = console.ask("help").join("\n");
    let all = "who say tell kick stats history stop help Ctrl-D";
    for word in all.split(' ') {
        assert!(answer.contains(word), "no {word} in:\n{answer}");
    }
}

#[test]
fn an_unknown_command_is_told_and_costs_nothing() {
    let console = Console::open("");
    let answer = console.ask("dance").join("\n");
    assert!(answer.contains("help"), "{answer}");
    console.ask("");
    console.inside().echo("on it goes\n");
}

#[test]
fn who_names_everybody_inside_in_every_stage() {
    for stage in STAGES {
        let console = Console::open(&format!("--stage {stage}"));
        let client = console.inside();
        let answer = console.ask("who").join("\n");
        let told = answer.contains("#1") && answer.contains(&client.name());
        assert!(told, "{stage}:\n{answer}");
    }
}

#[test]
fn who_shows_nobody_after_they_left() {
    let console = Console::open("");
    let client = console.inside();
    let name = client.name();
    drop(client);
    console.terminal.sees("by the client");
    // The end is told first, and then the name is taken off the list.
    until("who is inside, without who has left", || {
        let answer = console.ask("who").join("\n");
        (!answer.contains(&name)).then_some(())
    });
}

#[test]
fn say_reaches_everybody_and_tell_only_one() {
    let console = Console::open("");
    let (mut first, mut second) = (console.inside(), console.inside());
    console.ask("say lunch at noon");
    first.hear("* lunch at noon\n");
    second.hear("* lunch at noon\n");
    console.ask("tell 2 only you");
    second.hear("* only you\n");
    first.echo("between us\n");
}

#[test]
fn tell_and_kick_of_nobody_are_told() {
    let console = Console::open("");
    for command in ["tell 99 hi", "kick 99", "tell", "kick", "kick me"] {
        let answer = console.ask(command);
        assert!(!answer.is_empty(), "{command}: not a word");
    }
    let answer = console.ask("kick 99").join("\n");
    assert!(answer.contains("99"), "{answer}");
}

#[test]
fn kick_ends_one_connection_in_every_stage() {
    for stage in STAGES {
        let console = Console::open(&format!("--stage {stage}"));
        let mut client = console.inside();
        console.terminal.enter("kick 1");
        console.terminal.sees("#1 closed: 7 B in, 7 B out, kicked");
        client.rest_or_reset();
        console.inside().echo("the next\n");
    }
}

#[test]
fn kick_ends_a_client_that_never_reads() {
    let console = Console::open("");
    let mut client = Client::connect_small(console.addr);
    console.terminal.sees(&format!("{} accepted", client.name()));
    client.flood();
    console.terminal.enter("kick 1");
    console.terminal.sees(", kicked");
    console.inside().echo("the next\n");
}

#[test]
fn stats_count_inside_waiting_bytes_and_threads() {
    let console = Console::open("--stage bounded-pool --workers 1");
    let mut inside = console.inside();
    inside.echo("0123456789\n");
    let _waits = console.client();
    console.terminal.sees("#2 waits (");
    let answer = console.ask("stats").join("\n").to_lowercase();
    for word in ["inside", "wait", "kernel", "turned away", "threads", "18"] {
        assert!(answer.contains(word), "no {word} in:\n{answer}");
    }
}

#[test]
fn history_shows_what_the_operator_and_the_chat_said() {
    let console = Console::open("--service chat");
    let mut client = console.client();
    console.terminal.sees("accepted");
    client.line();
    client.say("hi from the chat\r\n");
    console.ask("say hi from the operator");
    while client.line() != "* hi from the operator" {}
    let answer = console.ask("history").join("\n");
    let told = answer.contains("guest-1: hi from the chat")
        && answer.contains("hi from the operator");
    assert!(told, "{answer}");
}

#[test]
fn stop_ends_every_stage_with_exit_code_0() {
    for stage in STAGES {
        let console = Console::open(&format!("--stage {stage}"));
        let mut client = console.inside();
        console.terminal.enter("stop");
        assert_eq!(client.rest(), b"", "{stage}");
        console.is_gone();
        let code = console.terminal.output("echo code $?");
        assert_eq!(code, ["code 0"], "{stage}");
    }
}

#[test]
fn a_terminal_gets_a_banner_that_says_what_to_type() {
    let console = Console::open("--stage pool");
    let port = console.addr.port();
    let line = console.terminal.sees("try: ");
    let words = format!("try: telnet 127.0.0.1 {port}   stop: Ctrl-C");
    assert!(line.contains(&words), "{line}");
    let screen = console.terminal.screen().join("\n");
    for word in ["pool", "backlog", "1024", "limit"] {
        assert!(screen.contains(word), "no {word} in:\n{screen}");
    }
}
