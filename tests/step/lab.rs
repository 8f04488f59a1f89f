//! The lab: an update is lost by steps, lost again by the schedule, and can't
//! be lost behind a lock.

use crate::common::{Client, Folder, PATIENCE, Server, until_equal};
use crate::{Stepped, screen};
use std::fs;
use std::path::Path;

/// Both read the number before either writes it.
pub const LOST: [&str; 8] = [
    "listener accept",
    "listener accept",
    "client-1 read",
    "client-2 read",
    "client-1 think",
    "client-2 think",
    "client-1 write",
    "client-2 write",
];

/// Two clients; each has said a line.
fn two(connect: impl Fn() -> Client) -> [Client; 2] {
    let mut two = [connect(), connect()];
    two.iter_mut().for_each(|client| client.say("count me\n"));
    two
}

/// The steps of a file, without its comments.
fn steps(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with("# echostage schedule"), "{text}");
    let steps = text.lines().filter(|line| !line.starts_with('#'));
    steps.map(String::from).collect()
}

/// Waits until these steps, and no others, are saved in the file: they are
/// written a moment after they were taken.
pub fn is_saved(expected: &[&str], path: &Path) {
    let expected = expected.iter().map(|step| step.to_string()).collect();
    until_equal("the saved steps", &expected, || steps(path));
}

/// Steps by hand into a lost update, and saves how.
fn lose_an_update(path: &Path) {
    let save = format!("--save-schedule {}", path.display());
    let mut server =
        Stepped::start(&format!("--step=locks --service count {save}"));
    let [mut one, mut other] = two(|| server.client());
    LOST.iter().for_each(|step| drop(server.tell(step)));
    one.hear("1\n");
    other.hear("1\n");
    is_saved(&LOST, path);
}

#[test]
fn a_lost_update_is_stepped_into_being_and_its_schedule_does_it_again() {
    let folder = Folder::new();
    let path = folder.path().join("lost");
    lose_an_update(&path);
    for _ in 0..3 {
        let play = format!("--schedule {}", path.display());
        let server = Server::start(&format!("--service count {play}"));
        let [mut one, mut other] = two(|| server.client());
        one.hear("1\n");
        other.hear("1\n");
        // After its last line every gate is open, for there is no prompt.
        one.say("and me\n");
        one.hear("2\n");
    }
}

/// As the README has it.
#[test]
fn on_a_terminal_both_are_let_go_by_all_and_all() {
    let readme = fs::read_to_string("README.md").unwrap();
    let readme = readme.replace("\n    ", "\n");
    assert!(readme.contains(&LOST.join("\n")), "another schedule");
    let folder = Folder::new();
    let path = folder.path().join("lost");
    fs::write(&path, LOST.join("\n")).unwrap();
    let (terminal, addr) = screen::start(&format!(
        "--service count --schedule {}",
        path.display()
    ));
    let mut two = two(|| Client::connect(addr));
    two.iter_mut().for_each(|client| client.done());
    terminal.sees("the schedule is done");
    two.iter_mut().for_each(|client| client.hear("1\n"));
    terminal.enter("all");
    terminal.sees("held     client-1 #1 before end");
    terminal.sees("held     client-2 #2 before end");
    terminal.enter("all");
    two.iter_mut().for_each(|client| assert_eq!(client.rest(), b""));
}

#[test]
fn behind_a_lock_the_same_schedule_is_impossible() {
    let folder = Folder::new();
    let path = folder.path().join("lost");
    fs::write(&path, LOST.join("\n")).unwrap();
    let play = format!("--schedule {}", path.display());
    let mut server = Server::start(&format!("--service count-safe {play}"));
    let _two = two(|| server.client());
    let told = server.wait_for_line("echostage: --schedule, line 5");
    assert!(told.contains("client-1 never stands before think"), "{told}");
    assert!(told.contains("it is held before lock"), "{told}");
    assert_eq!(server.wait_exit(PATIENCE), Some(1));
}

#[test]
fn behind_a_lock_no_order_loses_an_update() {
    for first in [1, 2] {
        let second = 3 - first;
        let mut server = Stepped::start("--step=locks --service count-safe");
        let mut clients = two(|| server.client());
        LOST[..4].iter().for_each(|step| drop(server.tell(step)));
        server.tell(&format!("client-{first} lock"));
        server.tell(&format!("client-{second} lock"));
        server.tell(&format!("client-{second} write"));
        server.tell(&format!("client-{first} write"));
        clients[first - 1].hear("1\n");
        clients[second - 1].hear("2\n");
    }
}

#[test]
fn a_crowd_counts_to_exactly_n_behind_a_lock() {
    const LINES: usize = 200;
    let server = Server::start("--service count-safe");
    let addr = server.addr;
    let crowd: Vec<_> = (0..20)
        .map(|_| {
            std::thread::spawn(move || {
                let mut client = Client::connect(addr);
                client.say("\n".repeat(LINES));
                client.done();
                client.rest()
            })
        })
        .collect();
    let mut heard: Vec<usize> = Vec::new();
    for client in crowd {
        let text = String::from_utf8(client.join().unwrap()).unwrap();
        heard.extend(text.lines().map(|line| line.parse::<usize>().unwrap()));
    }
    heard.sort_unstable();
    assert!(heard.into_iter().eq(1..=20 * LINES));
}

#[test]
fn both_count_lines_however_they_arrive() {
    for service in ["count", "count-safe"] {
        let server = Server::start(&format!("--service {service}"));
        let mut client = server.client();
        client.say("half");
        assert!(client.hears_nothing(20));
        client.say(" a line\nand another\nno end");
        client.hear("1\n2\n");
        client.done();
        assert_eq!(client.rest(), b"", "{service}");
    }
}
