//! Who is here, who comes and goes, and who hears what.

use crate::common::{Server, Signal, within};
use crate::member::{Member, room};
use std::time::Duration;

#[test]
fn on_arrival_one_is_told_who_is_here() {
    let server = room();
    let first = Member::join(&server);
    let mut client = server.client();
    let welcome = client.line();
    let help = "; /help lists what you can type";
    assert_eq!(welcome, format!("* welcome, guest-2{help}"));
    assert_eq!(client.line(), format!("* here: {}, guest-2", first.name));
}

#[test]
fn a_guest_has_its_connections_number() {
    let server = room();
    drop(Member::join(&server));
    server.wait_for_line("#1 closed: ");
    assert_eq!(Member::join(&server).name, "guest-2");
}

#[test]
fn joins_and_leaves_are_told_to_the_others() {
    let server = room();
    let [mut first, second, third] = Member::join_all(&server);
    drop(third);
    first.hear("* guest-3 leaves (2 here)");
    second.client.reset();
    first.hear("* guest-2 leaves (1 here)");
    first.ask("/who", "* here: guest-1");
}

#[test]
fn what_one_says_the_others_hear_and_the_speaker_does_not() {
    let server = room();
    let [mut first, mut second, mut third] = Member::join_all(&server);
    second.say("hi");
    first.hear("guest-2: hi");
    third.hear("guest-2: hi");
    second.has_heard_nothing();
}

#[test]
fn lines_arrive_in_the_order_they_were_said() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    let all: String = (0..200).map(|i| format!("line {i}\n")).collect();
    second.client.say(all);
    for i in 0..200 {
        first.hear(&format!("guest-2: line {i}"));
    }
}

#[test]
fn the_last_words_arrive_before_the_speaker_leaves() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    second.client.say("bye\n");
    second.client.done();
    first.hear("guest-2: bye");
    first.hear("* guest-2 leaves (1 here)");
    assert_eq!(second.client.rest(), b"");
}

#[test]
fn every_stage_that_can_has_a_room() {
    for stage in ["threads", "pool", "bounded-pool", "prethread"] {
        let args = format!("--stage {stage} --service chat");
        let server = Server::start(&args);
        let [mut first, mut second, mut third] = Member::join_all(&server);
        third.say("hi");
        second.hear("guest-3: hi");
        first.hear("guest-3: hi");
        first.say("/quit");
        second.hear("* guest-1 leaves (2 here)");
    }
}

#[test]
fn a_stage_without_a_room_does_not_start_and_says_why() {
    for stage in ["single", "process"] {
        let args = format!("--stage {stage} --service chat");
        let output =
            Server::command("", &args, "127.0.0.1:0").output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(1 | 2)), "{told}");
        assert_eq!(output.stdout, b"");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.starts_with("echostage: "), "{told}");
        assert!(told.contains("chat") && told.contains(stage), "{told}");
    }
}

#[test]
fn a_stop_lets_all_members_go() {
    let mut server = Server::start("--service chat --grace 60");
    let [mut first, mut second, mut third] = Member::join_all(&server);
    server.signal(Signal::TERM);
    let most = within(Duration::from_millis(50));
    assert_eq!(server.wait_exit(most), Some(0));
    for member in [&mut first, &mut second, &mut third] {
        // Who is let go later hears who left before.
        let heard = String::from_utf8(member.client.rest()).unwrap();
        assert!(heard.lines().all(|line| line.starts_with("* ")), "{heard}");
    }
}

#[test]
fn a_line_begun_must_be_whole_in_time() {
    let server = Server::start("--service chat --idle-timeout 0.6");
    let mut member = Member::join(&server);
    let mut twin = member.client.twin();
    let typist = std::thread::spawn(move || {
        use std::io::Write;
        // A byte every 100 ms: never silent, and never done.
        while twin.stream.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let line = server.wait_for_line("#1 closed: ");
    assert!(line.ends_with(", idle"), "{line}");
    member.client.rest_or_reset();
    typist.join().unwrap();
}
