//! The folder that a lesson is played in: whose it is, what its name may
//! hold, and that it goes.

use crate::common::tools::need;
use crate::stand::Stand;
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn only_its_owner_may_look_into_the_folder() {
    let stand = Stand::new(80, 24);
    stand.terminal.enter("umask 0");
    stand.play("1");
    let mode = fs::metadata(&stand.folders()[0]).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "{mode:o}");
}

#[test]
fn a_signal_while_the_folder_is_made_leaves_nothing() {
    let stand = Stand::new(80, 24);
    // The symbolic link to the program is the last that it gets.
    stand.terminal.enter(&format!(
        "clear; {} -qq -o /dev/null -e trace=/^symlink \
         -e inject=/^symlink:signal=TERM echostage lesson 1 --play",
        need("strace").display()
    ));
    stand.terminal.wait("the shell again", |screen| {
        let last = screen.last()?;
        (last.ends_with("ready$") && screen.len() > 1).then_some(())
    });
    stand.nothing_stays();
}

#[test]
fn a_place_with_spaces_and_quotes_will_do() {
    let stand = Stand::new(80, 24);
    let place = stand.place().join("it's \"my\" $HOME");
    fs::create_dir(&place).unwrap();
    stand.terminal.enter("TMPDIR=$TMPDIR/it\\'s' \"my\" $HOME'");
    stand.play("1");
    stand.go_to("Look at server");
    stand.terminal.sees("listening on 127.0.0.1:8899");
    stand.terminal.press("q");
    stand.terminal.sees("[exited]");
    // Without tmux a person types its name.
    let bin = env!("CARGO_BIN_EXE_echostage");
    stand.terminal.enter(&format!("clear; PATH= {bin} lesson 1 --play"));
    stand.terminal.sees("q and Enter: end");
    let screen = stand.terminal.screen();
    let typed = screen.iter().find(|line| line.trim().starts_with("cd "));
    let typed = typed.unwrap().trim().to_string();
    stand.terminal.enter("q");
    stand.terminal.rests_at("ready$");
    let folder = typed.split_once(';').unwrap().0;
    assert!(folder.starts_with("cd '"), "{typed}");
    let told = stand.terminal.output(&format!("echo {}", &folder[3..]));
    assert!(told.concat().contains("it's \"my\" $HOME/echostage"), "{told:?}");
}

#[test]
fn a_place_that_path_or_tmux_cannot_name_is_refused_before() {
    let stand = Stand::new(80, 24);
    let long = "long".repeat(25);
    for (name, why) in [
        ("a:b", "cannot be in PATH"),
        ("a\x1b[31mb", "cannot be in PATH"),
        (&long, "name a shorter place in TMPDIR"),
    ] {
        let place = stand.place().join(name);
        fs::create_dir(&place).unwrap();
        let typed = name.replace('\x1b', "\\e");
        stand.terminal.enter(&format!("place=$TMPDIR/$'{typed}'"));
        let command = "TMPDIR=$place echostage lesson 1 --play; echo $?";
        let told = stand.terminal.output(command);
        let all = told.join(" ");
        assert!(all.contains(why), "{name:?}: {told:#?}");
        assert!(all.contains("TMPDIR"), "{told:#?}");
        assert_eq!(told.last().unwrap(), "1", "{told:#?}");
        assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
        fs::remove_dir(&place).unwrap();
    }
    stand.nothing_stays();
}
