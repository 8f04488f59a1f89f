//! On a terminal: n leaves it, y ends it, and what does not listen is killed
//! only after a second y.

use crate::common::terminal::Terminal;
use crate::common::tools::need;
use crate::common::{Folder, Process, Signal, until};
use rustix::process::{Pid, kill_process};
use std::fs;
use std::time::Duration;

fn stopped(process: Process) {
    let stat = format!("/proc/{}/stat", process.0);
    until("it stopped", || {
        fs::read_to_string(&stat).unwrap().contains(") T ").then_some(())
    });
}

/// A terminal on a network of its own, in which port 8899 is free.
fn terminal() -> Terminal {
    let terminal = Terminal::open();
    let unshare = need("unshare");
    terminal.enter(&format!(
        "exec {} --net --map-root-user bash --norc --noprofile",
        unshare.display()
    ));
    terminal
        .enter("PATH=$PATH:/usr/sbin; ip link set lo up; clear; echo alone");
    terminal.wait("alone", |s| (s.first()? == "alone").then_some(()));
    terminal
}

fn ask(terminal: &Terminal) -> String {
    terminal.enter("clear; echostage doctor; echo code $?");
    terminal.sees("[y/N]");
    // A long question is broken by the terminal; `screen` joins it.
    terminal.sees("end pid")
}

#[test]
fn a_stopped_server_is_left_after_n_and_ended_after_y() {
    let terminal = terminal();
    terminal.enter("echostage --stage single");
    terminal.sees("listening on 127.0.0.1:");
    let [server] = terminal.servers()[..] else { panic!() };
    terminal.press("C-z");
    stopped(server);
    let question = ask(&terminal);
    assert!(question.contains(&format!("end pid {} (", server.0)));
    assert!(question.contains("echostage --stage single"), "{question}");
    assert!(question.contains(", stopped)? [y/N]"), "{question}");
    let screen = terminal.screen().join(" ");
    assert!(screen.contains("type fg here"), "{screen}");
    terminal.enter("n");
    terminal.sees("code 1");
    stopped(server); // still there
    ask(&terminal);
    terminal.press("Enter"); // no answer is no
    terminal.sees("code 1");
    stopped(server);
    ask(&terminal);
    terminal.enter("y");
    terminal.sees(&format!("pid {} has ended", server.0));
    terminal.sees("code 0");
    until("its end", || (!server.exists()).then_some(()));
}

/// A program that holds the port, and takes no TERM.
const DEAF: &str = "import os, signal, socket, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
s = socket.create_server(('127.0.0.1', 8899))
print(os.getpid(), flush=True)
time.sleep(600)";

fn deaf(terminal: &Terminal, folder: &Folder) -> Process {
    let (deaf, said) = (folder.path().join("deaf"), folder.path().join("said"));
    fs::write(&deaf, DEAF).unwrap();
    terminal.enter(&format!(
        "python3 {} > {} & disown",
        deaf.display(),
        said.display()
    ));
    until("its number", || {
        let text = fs::read_to_string(&said).ok()?;
        text.strip_suffix('\n')?.parse().ok().map(Process)
    })
}

#[test]
fn who_does_not_end_is_killed_after_a_second_y_only() {
    let (terminal, folder) = (terminal(), Folder::new());
    let deaf = deaf(&terminal, &folder);
    for last in ["n", "y"] {
        ask(&terminal);
        terminal.enter("y");
        terminal.sees("has not ended in 2 s; kill it? [y/N]");
        assert!(deaf.exists() && !deaf.is_zombie());
        terminal.enter(last);
        terminal.sees("code 0"); // it was no fault
    }
    until("its end", || (!deaf.exists() || deaf.is_zombie()).then_some(()));
}

#[test]
fn what_was_typed_before_a_question_does_not_answer_it() {
    let (terminal, folder) = (terminal(), Folder::new());
    let deaf = deaf(&terminal, &folder);
    let go = folder.path().join("go");
    terminal.enter(&format!(
        "clear; echo waits; until [ -e {} ]; do :; done; echostage doctor; \
         echo code $?",
        go.display()
    ));
    terminal.wait("it waits", |s| (s.first()? == "waits").then_some(()));
    terminal.enter("y");
    terminal.enter("y");
    terminal.wait("both answers", |s| {
        (s.iter().filter(|line| *line == "y").count() == 2).then_some(())
    });
    fs::write(go, "").unwrap();
    terminal.sees("[y/N]");
    terminal.enter("ja");
    terminal.sees("left as it is");
    terminal.sees("code 0");
    assert!(deaf.exists() && !deaf.is_zombie());
}

#[test]
fn the_shell_that_asks_is_never_offered() {
    let terminal = terminal();
    // bash itself holds the port, by a descriptor that it inherited.
    terminal.enter(
        "exec python3 -c \"import os,socket
s = socket.create_server(('127.0.0.1', 8899)); s.set_inheritable(True)
os.execvp('bash', ['bash', '--norc', '--noprofile'])\"",
    );
    terminal.enter("clear; echostage doctor; echo code $?");
    terminal.sees("code 0");
    let screen = terminal.screen().join(" ");
    assert!(screen.contains("(bash --norc"), "{screen}");
    assert!(!screen.contains("[y/N]"), "{screen}");
}

#[test]
fn a_left_over_child_that_is_stopped_is_bad_and_can_be_ended() {
    let (terminal, folder) = (terminal(), Folder::new());
    terminal.enter(&format!("cd {}", folder.path().display()));
    // A child that computes does not look whether its server is there. (One
    // that was stopped before gets SIGHUP when its group is orphaned.)
    terminal.enter("echostage --stage process --burn 60000 > said 2> log &");
    terminal.enter("disown; until grep listening said; do :; done");
    terminal.sees("listening on");
    let [server] = terminal.servers()[..] else { panic!() };
    terminal.enter("echo hello | nc 127.0.0.1 8899 & disown");
    let child = until("a child that computes", || {
        let [child] = server.children()[..] else { return None };
        (child.cpu() > Duration::from_millis(100)).then_some(child)
    });
    // While its server is there, it is nobody's left-over.
    terminal.enter("clear; echostage doctor | grep children");
    terminal.sees("children");
    let found = format!("pid {} (echostage: client 1", child.0);
    assert!(!terminal.screen().join(" ").contains(&found));
    let signal = |process: Process, signal| {
        kill_process(Pid::from_raw(process.0 as i32).unwrap(), signal).unwrap();
    };
    signal(server, Signal::KILL);
    until("its end", || (!server.exists()).then_some(()));
    signal(child, Signal::STOP);
    stopped(child);
    ask(&terminal);
    let screen = terminal.screen().join(" ");
    assert!(screen.contains("BAD   children"), "{screen}");
    assert!(screen.contains(&format!("end {found}")), "{screen}");
    // It computes, and takes no TERM: the server tells it when to end.
    for question in ["stopped)? [y/N]", "kill it? [y/N]"] {
        terminal.sees(question);
        terminal.enter("y");
    }
    terminal.sees(&format!("pid {} has ended", child.0));
    until("its end", || (!child.exists() || child.is_zombie()).then_some(()));
}
