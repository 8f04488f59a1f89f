//! However it is ended, it leaves nobody behind.

use crate::common::{Folder, Signal, terminal::Terminal, until, until_equal};
use crate::played::{command, leaves_nothing, processes};
use rustix::process::{Pid, kill_process};
use std::fs::File;
use std::time::{Duration, Instant};

#[test]
fn a_signal_ends_it_with_all_that_it_has_started() {
    for (signal, code) in
        [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)]
    {
        let folder = Folder::new();
        let child = command(&folder, "slow-reader").spawn().unwrap();
        // Itself, a server, a shell and a client.
        until("its server and its client", || {
            (processes(&folder).len() >= 4).then_some(())
        });
        let pid = Pid::from_raw(child.id() as i32).unwrap();
        kill_process(pid, signal).unwrap();
        let out = child.wait_with_output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert_eq!(out.status.code(), Some(code), "{text}");
        leaves_nothing(&folder, &text);
    }
}

/// At its first line: what nobody sees is not played.
#[test]
fn where_nothing_can_be_written_it_ends_at_once() {
    let folder = Folder::new();
    let mut command = command(&folder, "slow-reader"); // more than 4.5 s
    command.stdout(File::options().write(true).open("/dev/full").unwrap());
    let begun = Instant::now();
    let out = command.output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "it was played");
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(told.contains("cannot write to the output: No space"), "{told}");
    assert_eq!(out.status.code(), Some(1));
    leaves_nothing(&folder, "");
}

#[test]
fn ctrl_c_in_a_terminal_gives_the_prompt_back() {
    let terminal = Terminal::open();
    terminal.enter("echostage demo slow-reader");
    terminal.sees("never-read");
    terminal.press("C-c");
    terminal.rests_at("ready$");
    terminal.enter("echo code $?");
    terminal.sees("code 130");
    until_equal("servers", &0, || terminal.servers().len());
}
