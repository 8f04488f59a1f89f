//! The screen, as a person sees it: a terminal of 80 by 24.

use crate::common::terminal::Terminal;
use crate::common::{Client, Folder};
use std::fs;
use std::net::SocketAddr;

fn open(args: &str) -> (Terminal, SocketAddr) {
    let (terminal, addr) = start(&format!("--step {args}"));
    terminal.sees(" 1 held     ");
    terminal.rests_at(">");
    (terminal, addr)
}

pub fn start(args: &str) -> (Terminal, SocketAddr) {
    let terminal = Terminal::open();
    terminal.enter(&format!("echostage --listen 127.0.0.1:0 {args}"));
    let addr = terminal.wait("an address", |screen| {
        let at = |l: &String| l.split("listening on ").nth(1)?.parse().ok();
        screen.iter().find_map(at)
    });
    (terminal, addr)
}

#[test]
fn enter_lets_one_go_and_the_screen_follows() {
    let (terminal, addr) = open("");
    let mut client = Client::connect(addr);
    client.say("hello");
    terminal.press("Enter");
    terminal.sees("held     client-1 #1 before read");
    terminal.sees("listener   #1 127.0.0.1:");
    terminal.enter("#1");
    terminal.sees("held     client-1 #1 before write 5 B");
    terminal.enter("client-1");
    client.hear("hello");
    terminal.sees("held     client-1 #1 before read");
    terminal.enter("#1");
    terminal.sees("   blocked  client-1 #1 in read");
    terminal.rests_at(">");
}

#[test]
fn what_is_typed_survives_a_change_of_the_screen() {
    let (terminal, addr) = open("");
    terminal.press("Enter");
    terminal.sees("blocked  listener in accept");
    terminal.write("until clo");
    terminal.rests_at("> until clo");
    let client = Client::connect(addr);
    terminal.sees("held     client-1 #1 before read");
    terminal.rests_at("> until clo");
    drop(client);
    terminal.enter("sed");
    terminal.sees("#1 closed: ");
}

#[test]
fn many_threads_fit_on_the_screen() {
    let (terminal, _) = open("--stage prethread --workers 40");
    terminal.sees("more");
    let screen = terminal.screen();
    assert!(screen.len() <= 24, "{screen:#?}");
    terminal.enter("help");
    terminal.sees("until EVENT");
    terminal.rests_at(">");
}

#[test]
fn ctrl_d_opens_every_gate() {
    let (terminal, addr) = open("");
    let mut client = Client::connect(addr);
    terminal.press("C-d");
    terminal.sees("-- every gate is open --");
    client.echo("hello");
    terminal.sees("console closed; the server runs on");
    let screen = terminal.screen();
    let stale = screen.iter().find(|line| line.contains(" held"));
    assert_eq!(stale, None, "{screen:#?}");
    drop(client);
    // Who is told of later stands below.
    terminal.wait("the end of #1 as the last line", |screen| {
        screen.last()?.contains("#1 closed: ").then_some(())
    });
}

#[test]
fn after_ctrl_z_and_fg_the_panel_is_drawn_below_what_the_shell_has_said() {
    let (terminal, _) = open("");
    terminal.press("C-z");
    terminal.sees("Stopped");
    terminal.enter("echo mean''while");
    terminal.sees("meanwhile");
    terminal.enter("fg");
    let is_panel = |screen: &[String]| {
        let held = screen.iter().any(|line| line.starts_with(" 1 held "));
        (held && screen.last()? == ">" && screen[0].starts_with("listening"))
            .then_some(())
    };
    terminal.wait("a panel", is_panel);
    terminal.press("Enter");
    terminal.sees("blocked  listener in accept");
    let all = terminal.all();
    let at = |what: &str| all.iter().rposition(|line| line.contains(what));
    assert!(at("Stopped").is_some(), "{all:#?}");
    assert!(at("Stopped") < at("meanwhile"), "{all:#?}");
    assert!(at("meanwhile") < at("blocked  listener"), "{all:#?}");
}

#[test]
fn enter_ends_an_until_and_lets_nobody_go() {
    let (terminal, addr) = open("");
    terminal.enter("until closed");
    terminal.sees("   until    closed (Enter ends it)");
    terminal.sees("blocked  listener in accept");
    terminal.press("Enter");
    terminal.wait("no until", |screen| {
        let until = screen.iter().any(|line| line.contains("(Enter ends it)"));
        (!until).then_some(())
    });
    let screen = terminal.screen();
    let refused = screen.iter().find(|line| line.contains("nobody is held"));
    assert_eq!(refused, None, "Enter was taken for a step");
    let _client = Client::connect(addr);
    terminal.sees("held     client-1 #1 before read");
    terminal.sees("-- step 1 -- 2 held");
}

#[test]
fn a_schedule_that_never_goes_on_says_so_below_the_prompt_in_whole_words() {
    let folder = Folder::new();
    let path = folder.path().join("lost");
    fs::write(&path, "listener accept\nclient-1 write\n").unwrap();
    let (terminal, addr) = start(&format!("--schedule {}", path.display()));
    let _client = Client::connect(addr);
    terminal.rests_at("ready$");
    let screen = terminal.screen();
    let told = screen.iter().rposition(|line| line.starts_with("echostage: "));
    let told = told.unwrap_or_else(|| panic!("glued: {screen:#?}"));
    let text: Vec<&str> = screen[told..].iter().map(|l| l.trim()).collect();
    let text = text.join(" ");
    assert!(text.contains("client-1 never stands before write"), "{text}");
    assert!(text.ends_with("do the same again ready$"), "{text}");
    // tmux joins what the terminal broke.
    let wide = screen.iter().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
    // The panel above is as it was in the end.
    let panel = screen[..told].join("\n");
    assert!(panel.contains("held     client-1 #1 before read"), "{panel}");
    assert!(!panel.contains("queued"), "{panel}");
}

#[test]
fn ctrl_c_opens_every_gate_and_stops() {
    let (terminal, addr) = open("");
    let mut client = Client::connect(addr);
    client.say("hello");
    terminal.press("C-c");
    assert_eq!(client.rest(), b"hello");
    terminal.rests_at("ready$");
    assert_eq!(terminal.output("echo code $?"), ["code 0"]);
}

#[test]
fn after_ctrl_c_the_last_screen_has_all_that_was_told_and_the_open_gates() {
    for _ in 0..8 {
        let (terminal, addr) = open("");
        let mut client = Client::connect(addr);
        client.say("hello");
        terminal.press("Enter");
        terminal.sees("held     client-1 #1 before read");
        terminal.press("C-c");
        terminal.rests_at("ready$");
        let screen = terminal.screen();
        let rows = [
            "listening on ",
            " accepted (1 inside)",
            "closing: 1 inside",
            "stop: every gate is open",
            "#1 closed: 5 B in, 5 B out, server closing",
            "-- every gate is open --",
            "ready$",
        ];
        let at = |row: &&str| {
            let mut rows = screen.iter();
            let at = rows.position(|line| line.contains(*row));
            at.unwrap_or_else(|| panic!("no {row}: {screen:#?}"))
        };
        assert!(rows.iter().is_sorted_by_key(at), "{screen:#?}");
    }
}
