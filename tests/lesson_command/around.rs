//! What a lesson meets in a person's shell: settings, jobs, other servers.

use crate::common::{Folder, Process, Signal, until};
use crate::stand::Stand;
use rustix::process::{Pid, kill_process};
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_person_s_settings_do_not_reach_the_terminals() {
    let stand = Stand::new(80, 24);
    let file = stand.place().join("rc");
    fs::write(&file, "echo an intruder\n").unwrap();
    stand.play_by(&format!(
        "PROMPT_COMMAND='echo an intruder' PS0='an intruder' TMOUT=1 \
         BASH_ENV={0} ENV={0} SHELLOPTS=xtrace echostage lesson 1 --play",
        file.display()
    ));
    fs::remove_file(&file).unwrap();
    stand.go_to("Look at server");
    stand.terminal.sees("listening on 127.0.0.1:8899");
    let screen = stand.tmux(&["capture-pane", "-p", "-t", "%1"]);
    assert!(screen.starts_with("$ echostage"), "{screen}");
    assert!(!screen.contains("intruder"), "{screen}");
}

#[test]
fn a_job_from_before_the_lesson_outlives_it() {
    let stand = Stand::new(80, 24);
    stand.play_by("bash -c 'sleep 4321 & exec echostage lesson 1 --play'");
    let job = || {
        let all = stand.terminal.processes().into_iter();
        let mut all = all.map(Process);
        all.find(|one| one.command_line() == "sleep 4321")
    };
    let before = until("the job", job);
    stand.terminal.press("q");
    stand.terminal.sees("[exited]");
    until("the folder's end", || stand.folders().is_empty().then_some(()));
    assert_eq!(job(), Some(before));
    let pid = Pid::from_raw(before.0 as i32).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
    stand.nothing_stays();
}

#[test]
fn a_port_is_needed_only_for_the_lesson_s_own_transport() {
    for (held, lesson, other) in [("udp-echo", "1", "8"), ("single", "8", "1")]
    {
        let stand = Stand::new(80, 24);
        stand.terminal.enter(&format!(
            "clear; echostage --stage {held} < /dev/null > /dev/null 2>&1 &"
        ));
        stand.terminal.enter("clear; until ss -tulnH | grep 8899; do :; done");
        stand.terminal.sees("127.0.0.1:8899");
        stand.play(lesson);
        stand.terminal.press("q");
        stand.terminal.sees("[exited]");
        stand
            .terminal
            .enter(&format!("clear; echostage lesson {other} --play"));
        stand.terminal.sees("the lesson needs 127.0.0.1:8899");
    }
}

/// It may have nothing to do with the terminal.
#[test]
fn what_tmux_says_is_told_without_a_guess() {
    let stand = Stand::new(80, 24);
    let bin = Folder::new();
    let tmux = bin.path().join("tmux");
    let text = "#!/bin/sh\n[ $1 = -V ] || { echo no more room >&2; exit 1; }\n";
    fs::write(&tmux, text).unwrap();
    fs::set_permissions(&tmux, fs::Permissions::from_mode(0o755)).unwrap();
    let path = bin.path().display();
    let command = format!("PATH={path}:$PATH echostage lesson 1 --play");
    let told = stand.terminal.output(&command).concat();
    assert!(told.contains("no more room"), "{told}");
    assert!(!told.contains("TERM"), "{told}");
    stand.nothing_stays();
}
