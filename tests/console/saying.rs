//! The operator's lines reach clients that are busy, and those that are stuck.

use crate::common::{Client, within};
use crate::{Console, STAGES};
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn a_client_that_never_reads_cannot_block_say() {
    for stage in ["process", "threads", "pool", "bounded-pool", "prethread"] {
        let console = Console::open(&format!("--stage {stage}"));
        let mut stuck = Client::connect_small(console.addr);
        stuck.flood();
        let mut good = console.inside();
        for text in ["one", "two", "three"] {
            let begin = Instant::now();
            console.ask(&format!("say {text}"));
            good.hear(format!("* {text}\n"));
            let took = begin.elapsed();
            let most = within(Duration::from_millis(500)); // tmux included
            assert!(took < most, "{stage}: {took:?}");
        }
        let answer = console.ask("who").join("\n");
        assert!(answer.contains(&stuck.name()), "{stage}:\n{answer}");
    }
}

/// Answers hold no other line: each is heard whole, in order, and what the
/// operator said comes between them.
fn between_answers(
    console: &Console,
    stage: &str,
    message: impl Fn(usize) -> (String, String) + Sync,
) {
    let texts: Vec<_> = (1..=5).map(|n| format!("operator {n}")).collect();
    let mut client = Client::connect_small(console.addr);
    let mut twin = client.twin();
    console.terminal.sees(&format!("{} accepted", client.name()));
    thread::scope(|scope| {
        let hears = scope.spawn(|| {
            let (mut n, mut told) = (0, Vec::new());
            while told.len() < texts.len() {
                let (say, answer) = message(n);
                let mut twin = twin.twin();
                scope.spawn(move || twin.say(say));
                loop {
                    let line = client.line();
                    match line.strip_prefix("* ") {
                        Some(text) => told.push(text.to_string()),
                        None => {
                            let same = line == answer;
                            assert!(same, "{stage}: {line:?} in answer {n}");
                            break;
                        }
                    }
                }
                n += 1;
            }
            told
        });
        for text in &texts {
            console.ask(&format!("say {text}"));
        }
        assert_eq!(hears.join().unwrap(), texts, "{stage}");
    });
    twin.done();
}

#[test]
fn an_operators_line_comes_between_two_echoes_in_every_stage() {
    for stage in STAGES {
        let console = Console::open(&format!("--stage {stage}"));
        between_answers(&console, stage, |n| {
            let text = format!("message {n} {}", "x".repeat(n % 800));
            (format!("{text}\n"), text)
        });
    }
}

/// An answer far longer than the client's buffers is written in pieces.
#[test]
fn an_operators_line_never_comes_inside_a_long_answer() {
    for stage in ["process", "threads"] {
        let args = format!("--stage {stage} --service lines");
        let console = Console::open(&args);
        between_answers(&console, stage, |n| {
            let text = format!("{n} {}", "x".repeat(60_000));
            (format!("{text}\n"), format!("you said: {text}"))
        });
    }
}

/// The socket's buffer is full, and empties a little at a time: there is room
/// for a short line before there is room for the rest of the answer.
#[test]
fn what_is_said_while_an_answer_is_stuck_waits_for_its_end() {
    const LINES: usize = 400;
    let console = Console::open("--service lines");
    let mut client = Client::connect_small(console.addr);
    let mut twin = client.twin();
    let text = "x".repeat(60_000);
    let said = format!("{text}\n");
    let sender = thread::spawn(move || {
        (0..LINES).for_each(|_| twin.say(&said));
        twin.done();
    });
    let is_stuck = || {
        let who = console.ask("who").join("\n");
        who.contains("is written to").then_some(who)
    };
    let mut before = String::new();
    crate::common::until("a stuck answer", || {
        let now = is_stuck()?;
        let bytes = now.split(" s, ").nth(1).unwrap_or_default().to_string();
        (std::mem::replace(&mut before, bytes.clone()) == bytes).then_some(())
    });
    let mut heard = vec![0; 40_000 * 12];
    for (n, piece) in heard.chunks_mut(40_000).enumerate() {
        client.stream.read_exact(piece).unwrap();
        console.ask(&format!("say operator {n}"));
    }
    client.stream.read_to_end(&mut heard).unwrap();
    sender.join().unwrap();
    let heard = String::from_utf8(heard).unwrap();
    let (mut answers, mut told) = (0, 0);
    for line in heard.lines() {
        if line.starts_with("* operator ") {
            told += 1;
        } else {
            let whole = line.strip_prefix("you said: ") == Some(&text);
            assert!(whole, "{} B in answer {answers}", line.len());
            answers += 1;
        }
    }
    assert_eq!((answers, told), (LINES, 12));
}
