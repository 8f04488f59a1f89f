//! Played: the commands really run, the answer comes late, and nothing stays.

use crate::common::{Process, Signal, until};
use crate::stand::Stand;
use crate::{lesson, text};
use echostage::lesson::TABLE;
use rustix::process::{Pid, kill_process};

fn shown(screen: &[String], words: &str) -> usize {
    screen.iter().filter(|line| line.trim_end() == words).count()
}

#[test]
fn lesson_1_plays_to_its_end_at_80_by_24() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    let asked = stand.press("Enter");
    assert!(asked.concat().contains("What happens?"), "{asked:#?}");
    // Any key is an answer; the right one is not told before Observe.
    let mut screen = stand.press("B");
    while !screen[0].contains("Observe") {
        assert!(!screen.concat().contains("no answer: B"), "{screen:#?}");
        screen = stand.press("Enter");
    }
    assert!(screen.concat().contains("no answer: B"), "{screen:#?}");
    stand.terminal.sees("accepted (1 inside)");
    stand.go_to("Look at shell");
    stand.terminal.sees("LISTEN   1        1024");
    stand.go_to("the second hello");
    // What was typed, and what came back when the first client had left.
    stand.terminal.wait("the second hello", |screen| {
        (shown(screen, "hello") == 2).then_some(())
    });
    stand.go_to("echostage timeline one.jsonl");
    stand.go_to("Look at server");
    stand.terminal.sees("single, echo, 2 clients");
    stand.terminal.sees("B  #2                 7          7");
    stand.go_to("Recv-Q says that 3 wait");
    stand.terminal.sees("LISTEN   3        2");
    stand.go_to("the end of the lesson");
    stand.terminal.press("Enter");
    stand.terminal.sees("[exited]");
    stand.nothing_stays();
}

/// Each command finds its terminal ready, and each terminal shows what the page
/// does, without a person's help. On a network of its own: what one lesson
/// leaves in TIME_WAIT, another would show.
#[test]
#[ignore = "takes minutes"]
fn every_lesson_plays_to_its_end() {
    let lessons = TABLE.iter().filter(|page| page.number().is_some());
    for lesson in lessons {
        let stand = Stand::among_its_own(80, 24);
        stand.play(lesson.name);
        stand.go_to("the end of the lesson");
        stand.terminal.press("Enter");
        stand.terminal.sees("[exited]");
        stand.nothing_stays();
    }
}

#[test]
fn at_120_by_40_six_terminals_are_seen() {
    let stand = Stand::new(120, 40);
    stand.play("1");
    let screen = stand.terminal.screen();
    for name in
        ["server", "telnet-1", "telnet-2", "shell", "telnet-3", "telnet-4"]
    {
        let title = format!("  {name}  ");
        assert!(screen.iter().any(|l| l.contains(&title)), "{screen:#?}");
    }
}

#[test]
fn back_shows_the_text_again_and_types_nothing_twice() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    stand.go_to("Look at server");
    stand.terminal.sees("try: telnet 127.0.0.1 8899");
    let back = stand.press("b");
    assert!(back.concat().contains("Done, in server"), "{back:#?}");
    stand.press("b");
    stand.go_to("Look at server");
    let next = stand.press("Enter");
    let typed = next.iter().filter(|l| l.contains("$ echostage --stage"));
    assert!(typed.count() <= 1, "{next:#?}");
    assert!(next.concat().contains("Next, in telnet-1"), "{next:#?}");
}

/// A lesson in whose terminal a server runs.
fn served() -> Stand {
    let stand = Stand::new(80, 24);
    stand.play("1");
    stand.go_to("Look at server");
    stand.terminal.sees("listening on 127.0.0.1:8899");
    stand
}

#[test]
fn nothing_stays_after_q_and_ctrl_c() {
    for key in ["q", "C-c"] {
        let stand = served();
        stand.terminal.press(key);
        stand.terminal.sees("[exited]");
        stand.nothing_stays();
        assert_eq!(stand.terminal.output("echo back")[0], "back");
    }
}

#[test]
fn nothing_stays_when_the_terminal_is_closed() {
    let stand = served();
    stand.terminal.hang_up();
    stand.nothing_stays();
}

#[test]
fn nothing_stays_when_its_tmux_is_killed() {
    let stand = served();
    // Also what has left its terminal, and takes no hang-up.
    let stray = "nohup setsid sleep 1000 &";
    stand.tmux(&["send-keys", "-t", "%2", stray, "Enter"]);
    until("the stray", || {
        let all = stand.terminal.processes().into_iter();
        let mut lines = all.map(|pid| Process(pid).command_line());
        lines.any(|line| line == "sleep 1000").then_some(())
    });
    stand.tmux(&["kill-server"]);
    stand.terminal.sees("exited]");
    stand.nothing_stays();
}

#[test]
fn nothing_stays_when_who_keeps_it_is_killed() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::KILL] {
        let stand = served();
        let keeper = Pid::from_raw(stand.keeper() as i32).unwrap();
        kill_process(keeper, signal).unwrap();
        stand.nothing_stays();
    }
}

#[test]
fn nothing_stays_when_the_text_is_killed() {
    let stand = served();
    let guide = stand.terminal.processes().into_iter().find(|pid| {
        let words = Process(*pid).command_line();
        words.contains("--guide") && !words.contains("new-session")
    });
    let guide = Pid::from_raw(guide.unwrap() as i32).unwrap();
    kill_process(guide, Signal::KILL).unwrap();
    stand.terminal.sees("exited]");
    stand.nothing_stays();
}

#[test]
fn a_person_without_tmux_types_into_terminals_of_their_own() {
    // Rows for all that is missing as well, where PATH is empty.
    let stand = Stand::new(80, 40);
    let bin = env!("CARGO_BIN_EXE_echostage");
    stand.terminal.enter(&format!("clear; PATH= {bin} lesson 1 --play"));
    stand.terminal.sees("sudo apt install tmux");
    let folder = stand.folders()[0].clone();
    assert!(folder.join("src/stage/single.rs").exists());
    assert!(folder.join("bin/echostage").exists());
    let mut told = Vec::new();
    for words in ["q and Enter: end", "What happens?", "In server, type:"] {
        stand.terminal.sees(words);
        told.extend(stand.terminal.screen());
        stand.terminal.press("Enter");
    }
    stand.terminal.sees("Look at server.");
    assert!(!told.concat().contains("no answer: B"), "{told:#?}");
    stand.terminal.enter("q");
    stand.terminal.rests_at("ready$");
    stand.nothing_stays();
    stand.terminal.enter(&format!("clear; PATH= {bin} lesson 1 --play"));
    stand.terminal.sees("q and Enter: end");
    stand.terminal.press("C-c");
    stand.terminal.rests_at("ready$");
    stand.nothing_stays();
}

#[test]
fn a_terminal_that_tmux_cannot_use_is_told() {
    let stand = Stand::new(80, 24);
    for term in ["dumb", "nonsense"] {
        let told = stand
            .terminal
            .output(&format!("TERM={term} echostage lesson 1 --play; echo $?"));
        let all = told.concat();
        assert!(all.contains(&format!("TERM={term}")), "{told:#?}");
        assert!(all.contains("name its kind"), "{told:#?}");
        assert_eq!(told.last().unwrap(), "1", "{told:#?}");
        stand.nothing_stays();
    }
}

#[test]
fn a_port_that_is_taken_is_told_before() {
    let stand = Stand::new(80, 24);
    stand.terminal.enter("clear; echostage < /dev/null > /dev/null 2>&1 &");
    stand.terminal.enter("clear; until ss -tlnH | grep -q 8899; do :; done");
    let told = stand.terminal.output("echostage lesson 1 --play; echo $?");
    let all = told.concat();
    assert!(all.contains("the lesson needs 127.0.0.1:8899"), "{told:#?}");
    assert!(all.contains("(echostage) holds it; end it first"), "{told:#?}");
    assert_eq!(told.last().unwrap(), "1");
    stand.terminal.enter("kill -STOP $!; clear");
    stand.terminal.enter("until grep -q ') T ' /proc/$!/stat; do :; done");
    let told = stand.terminal.output("echostage lesson 1 --play");
    let all = told.concat();
    assert!(all.contains("holds it, stopped by Ctrl-Z; type fg"), "{told:#?}");
    assert!(stand.folders().is_empty());
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let out = lesson(&["1", "--play"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("--play needs a terminal"));
}
