//! Wrong words are told in one line, before anything is measured.

use crate::found::command;

fn refused(args: &[&str]) -> String {
    let out = command("").args(args).output().unwrap();
    let told = String::from_utf8(out.stderr).unwrap();
    assert_eq!(
        (out.status.code(), told.lines().count()),
        (Some(2), 1),
        "{told}"
    );
    assert!(out.stdout.is_empty());
    told
}

#[test]
fn wrong_words_say_what_is_right() {
    for (args, says) in [
        (&["--only", "hullo"][..], "possible values: hello, crowd"),
        (&["--also", "mine"], "write NAME=COMMAND"),
        (&["--also", "mine=./server"], "no {port}"),
        (&["--also", "threads=./server {port}"], "the name is taken"),
        (&["--also", "bare=./server {port}"], "the name is taken"),
        (&["--also", "a=x {port}", "--also", "a=y {port}"], "is taken"),
        (&["udp-broadcast"], "is no echo"),
        (&["fork"], "fork"),
        (&["--workers", "0"], "from 1 to 64"),
    ] {
        let told = refused(args);
        assert!(told.contains(says), "{args:?}: {told}");
    }
}
