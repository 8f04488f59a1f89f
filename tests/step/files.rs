//! Schedules: read, written, damaged, and never fulfilled.

use crate::Stepped;
use crate::common::{Folder, PATIENCE, Server, Signal};
use crate::lab::{LOST, is_saved};
use std::fs;
use std::process::{Command, Output, Stdio};

fn fails(args: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.args(["--listen", "127.0.0.1:0"]).args(args.split_whitespace());
    let out = command.stdin(Stdio::null()).output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
    out
}

#[test]
fn a_damaged_schedule_is_refused_by_its_line() {
    let folder = Folder::new();
    let path = folder.path().join("schedule");
    let damage = [
        "listener\n",
        "listener accept now\n",
        "listener dance\n",
        "a-name-of-16-byt read\n",
        "\u{1b}[31m read\n",
    ];
    for line in damage {
        fs::write(&path, format!("# a comment\n\nlistener accept\n{line}"))
            .unwrap();
        let out = fails(&format!("--schedule {}", path.display()));
        assert_eq!(out.status.code(), Some(2), "{line}");
        let told = String::from_utf8(out.stderr).unwrap();
        assert!(told.contains("line 4: "), "{line}: {told}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
    }
}

#[test]
fn a_schedule_that_is_not_there_is_an_error_of_the_world() {
    let out = fails("--schedule /nowhere/at/all");
    assert_eq!(out.status.code(), Some(1));
}

#[test]
fn no_file_that_is_no_schedule_is_written_over() {
    let folder = Folder::new();
    let path = folder.path().join("letter");
    fs::write(&path, "dear reader\n").unwrap();
    let out = fails(&format!("--save-schedule {}", path.display()));
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), "dear reader\n");
}

#[test]
fn a_schedule_is_not_saved_over_the_one_that_is_played() {
    let folder = Folder::new();
    let path = folder.path().join("schedule");
    fs::write(&path, "# echostage schedule\nlistener accept\n").unwrap();
    let path = path.display();
    let out = fails(&format!("--schedule {path} --save-schedule {path}"));
    assert_eq!(out.status.code(), Some(2));
}

/// The head of the file takes most of what it may hold.
#[test]
fn on_a_full_disk_a_schedule_ends_with_a_whole_line_and_the_server_with_1() {
    let folder = Folder::new();
    let path = folder.path().join("schedule");
    let step = format!("--step --save-schedule {}", path.display());
    for pad in ["", "0", "00", "000"] {
        let wrapper = "prlimit --fsize=250";
        let args = format!("{step} --idle-timeout 10{pad}");
        let mut server = Stepped::start_under(wrapper, &args);
        let mut client = server.inside("listener");
        for _ in 0..12 {
            client.say("x");
            server.tell("until #1 read");
            server.tell("#1 read");
            server.tell("until #1 write");
            server.tell("#1 write");
            client.hear("x");
        }
        let told = server.log.wait_for("cannot write --save-schedule");
        assert!(told.contains("the schedule ends here"), "{told}");
        server.signal(Signal::TERM);
        assert_eq!(server.exit_code(), Some(1));
        let text = fs::read_to_string(&path).unwrap();
        let last = text.lines().last().unwrap();
        let points = [" accept", " read", " write"];
        let whole = points.iter().any(|point| last.ends_with(point));
        assert!(whole && text.ends_with('\n'), "half a line: {text}");
    }
}

/// Every thread is held elsewhere, and no thread has that name.
#[test]
fn a_thread_that_never_comes_is_named_with_its_point() {
    let folder = Folder::new();
    let path = folder.path().join("schedule");
    fs::write(&path, "worker-9 accept\n").unwrap();
    let args = format!("--stage prethread --schedule {}", path.display());
    let mut server = Server::start(&args);
    let told = server.wait_for_line("--schedule, line 1");
    assert!(told.contains("worker-9 never stands before accept"), "{told}");
    assert!(told.contains("there is no such thread"), "{told}");
    assert_eq!(server.wait_exit(PATIENCE), Some(1));
}

#[test]
fn after_the_last_line_the_script_goes_on() {
    let folder = Folder::new();
    let (path, saved) = (folder.path().join("one"), folder.path().join("two"));
    fs::write(&path, LOST[..4].join("\n")).unwrap();
    let args = format!(
        "--step=locks --service count --schedule {} --save-schedule {}",
        path.display(),
        saved.display()
    );
    let mut server = Stepped::start(&args);
    let mut two = [server.client(), server.client()];
    two.iter_mut().for_each(|client| client.say("\n"));
    LOST[4..].iter().for_each(|step| drop(server.tell(step)));
    two.iter_mut().for_each(|client| client.hear("1\n"));
    is_saved(&LOST, &saved);
}
