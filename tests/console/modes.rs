//! However the server ends, the terminal is as it was.

use crate::Console;
use crate::common::terminal::Terminal;
use rustix::process::Signal;

/// Runs a server in a terminal, ends it, and compares the terminal's modes.
fn modes_survive(end: impl Fn(&Console), exit: &str) {
    let terminal = Terminal::open();
    let before = terminal.output("stty -a");
    let console = Console::run_in(terminal, "echostage --listen :0 --grace 30");
    console.terminal.rests_at(">");
    let _inside = console.inside();
    console.terminal.write("half a com");
    console.terminal.rests_at("> half a com");
    end(&console);
    console.terminal.wait("the shell's prompt", |screen| {
        screen.last()?.ends_with("ready$").then_some(())
    });
    assert_eq!(console.terminal.output("echo $?"), [exit]);
    assert_eq!(console.terminal.output("stty -a"), before);
}

#[test]
fn the_terminal_is_sane_after_stop() {
    let end = |console: &Console| {
        console.terminal.press("C-u");
        console.terminal.rests_at(">");
        console.terminal.enter("stop");
    };
    modes_survive(end, "0");
}

#[test]
fn the_terminal_is_sane_after_ctrl_c() {
    modes_survive(|console| console.terminal.press("C-c"), "0");
}

#[test]
fn the_terminal_is_sane_after_sigterm() {
    modes_survive(|console| console.signal(Signal::TERM), "0");
}

#[test]
fn the_terminal_is_sane_while_ctrl_z_holds_the_server() {
    let terminal = Terminal::open();
    let before = terminal.output("stty -a");
    let console = Console::run_in(terminal, "echostage --listen :0");
    console.terminal.rests_at(">");
    console.terminal.press("C-z");
    console.terminal.sees("Stopped");
    console.terminal.rests_at("ready$");
    assert_eq!(console.terminal.output("stty -a"), before);
    assert!(console.terminal.output("jobs").join("").contains("Stopped"));
}

/// A terminal in the middle of a line: the second Ctrl-C leaves at once.
#[test]
fn the_terminal_is_sane_after_a_second_ctrl_c() {
    let end = |console: &Console| {
        let mut stuck = crate::common::Client::connect_small(console.addr);
        stuck.flood();
        console.terminal.press("C-c");
        // Two at one moment may be one signal.
        console.terminal.wait("that it closes", |screen| {
            screen.iter().any(|row| row.contains("closing: ")).then_some(())
        });
        console.terminal.press("C-c");
        console.terminal.wait("the shell's prompt", |screen| {
            screen.last()?.ends_with("ready$").then_some(())
        });
    };
    modes_survive(end, "130");
}

#[test]
fn the_shells_prompt_stands_on_a_line_of_its_own_after_a_stop() {
    for keys in [&["stop", "Enter"][..], &["C-c"], &["half", "C-c"]] {
        let console = Console::open("");
        keys.iter().for_each(|key| console.terminal.press(key));
        console.is_gone();
        console.terminal.rests_at("ready$");
    }
}

/// Then nobody has left the editor's line.
#[test]
fn a_stop_from_outside_leaves_no_prompt_of_ours() {
    for round in 0..6 {
        let console = Console::open("--grace 0.1");
        if round % 2 == 0 {
            console.terminal.write("half a com");
            console.terminal.rests_at("> half a com");
        }
        // What the log says at the end has the editor paint once more.
        let _inside = (round < 4).then(|| console.inside());
        console.signal(Signal::TERM);
        console.is_gone();
        console.terminal.rests_at("ready$");
        let all = console.terminal.all();
        let left = all.iter().find(|line| line.starts_with('>'));
        assert_eq!(left, None, "round {round}: {all:#?}");
    }
}
