//! The keys, and the terminal as it was.

use crate::common::terminal::Terminal;
use crate::common::{Signal, until};
use crate::watched::Watched;
use rustix::process::{Pid, kill_process};

fn modes(terminal: &Terminal) -> Vec<String> {
    terminal.output("stty -a")
}

fn leaves(terminal: &Terminal, code: u8) {
    terminal.rests_at("ready$");
    assert_eq!(terminal.output("echo code $?"), [format!("code {code}")]);
}

#[test]
fn q_escape_and_ctrl_c_quit_and_the_terminal_is_as_it_was() {
    let watched = Watched::start("");
    let terminal = Terminal::open();
    let before = modes(&terminal);
    for (key, code) in [("q", 0), ("Escape", 0), ("C-c", 130)] {
        watched.watch_on(&terminal, "");
        terminal.press(key);
        leaves(&terminal, code);
        assert_eq!(modes(&terminal), before);
    }
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_as_it_was() {
    let watched = Watched::start("");
    let terminal = Terminal::open();
    let before = modes(&terminal);
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        watched.watch_on(&terminal, "");
        let board = until("the board's process", || {
            terminal.servers().first().map(|one| one.0)
        });
        let pid = Pid::from_raw(board as i32).unwrap();
        kill_process(pid, signal).unwrap();
        leaves(&terminal, code);
        assert_eq!(modes(&terminal), before);
    }
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let watched = Watched::start("");
    let terminal = Terminal::open();
    let before = modes(&terminal);
    watched.watch_on(&terminal, "");
    terminal.press("C-z");
    terminal.sees("Stopped");
    assert_eq!(modes(&terminal), before);
    terminal.enter("fg");
    terminal.sees("q quit");
    let _client = watched.server.client();
    terminal.sees("A is served");
    terminal.press("q");
    leaves(&terminal, 0);
    assert_eq!(modes(&terminal), before);
}

#[test]
fn p_pauses_and_goes_on() {
    let watched = Watched::start("");
    let terminal = watched.board(80, 24);
    terminal.sees("Nobody is inside");
    terminal.press("p");
    terminal.sees("PAUSED");
    let _client = watched.server.client();
    watched
        .watcher()
        .until("the client", |state| (state.inside == 1).then_some(()));
    terminal.sees("Nobody is inside");
    terminal.press("p");
    terminal.sees("A is served");
    // What the log told meanwhile is there.
    terminal.sees("#1 127.0.0.1");
}

#[test]
fn arrows_and_pages_scroll_the_list() {
    let watched = Watched::start("");
    let _clients = watched.silent(30);
    let terminal = watched.board(80, 24);
    terminal.sees("   1-");
    terminal.press("Down");
    terminal.sees("   2-");
    terminal.press("PageDown");
    terminal.sees("   12-");
    for _ in 0..5 {
        terminal.press("PageDown");
    }
    terminal.sees("-30 of 30");
    terminal.press("Home");
    terminal.sees("   1-");
}
