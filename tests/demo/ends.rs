//! However it is ended, it leaves nobody behind.

use crate::common::{Folder, Signal, terminal::Terminal, until, until_equal};
use crate::played::{command, leaves_nothing, processes};
use rustix::process::{Pid, kill_process};

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
