//! `echostage doctor`: what is wrong here, and whom it ends.
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;
mod ends;
mod machine;
mod port;
mod shape;
mod systems;

use common::Folder;
use common::tools::need;
use std::process::{Command, Output, Stdio};

const SERVER: &str = env!("CARGO_BIN_EXE_echostage");

/// What it prints without a terminal, on a network of its own, among its own
/// processes, in an empty folder; `before` are commands of a shell.
fn alone(before: &str, flags: &str) -> Output {
    alone_in(&Folder::new(), before, flags, "")
}

/// The same in this folder, with commands that follow.
fn alone_in(folder: &Folder, before: &str, flags: &str, after: &str) -> Output {
    let mut unshare = Command::new(need("unshare"));
    unshare.args("--net --map-root-user --pid --fork".split(' '));
    unshare.args(["--kill-child", "--mount-proc", "sh", "-c"]);
    unshare.arg(format!(
        "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up; {before}\n\
         {SERVER} doctor {flags}; code=$?\n{after}\nexit $code"
    ));
    unshare.current_dir(folder.path()).env("TMPDIR", folder.path());
    unshare.stdin(Stdio::null()).output().unwrap()
}

/// A server on port 8899 as number $P, before the doctor comes.
fn served(args: &str) -> String {
    format!(
        ": > said; {SERVER} {args} > said 2> log & P=$!
         until grep -q listening said; do :; done"
    )
}

fn text(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The line of this check with this verdict, and those under it, as one.
fn line(output: &Output, head: &str) -> String {
    let text = text(output);
    let mut lines = text.lines().skip_while(|line| !line.starts_with(head));
    let first = lines.next().unwrap_or_else(|| panic!("no {head}: {text}"));
    let more = lines.take_while(|line| line.starts_with("     "));
    let all: Vec<_> = [first].into_iter().chain(more).collect();
    let all = all.join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
}
