//! What really comes from a keyboard, a telnet, or somebody who means harm.

use crate::common::Client;
use crate::member::{Member, room};

fn heard_after(bytes: &[u8]) -> String {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    second.client.say(bytes);
    first.client.line()
}

#[test]
fn cr_is_skipped() {
    assert_eq!(heard_after(b"hi\r\n"), "guest-2: hi");
}

#[test]
fn telnets_command_bytes_are_skipped() {
    assert_eq!(heard_after(b"\xff\xf4\xff\xfd\x06hi\r\n"), "guest-2: hi");
    assert_eq!(heard_after(b"h\xff\xfd\x06i\xff\xf1\n"), "guest-2: hi");
}

#[test]
fn telnets_command_bytes_are_skipped_also_when_they_come_apart() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    for (at, byte) in
        b"\xff\xf4\xff\xfd\x06hi\xff\xfb\x01\r\n".iter().enumerate()
    {
        second.client.say([*byte]);
        match at {
            4 => second.client.hear(b"\xff\xfc\x06"), // WONT
            9 => second.client.hear(b"\xff\xfe\x01"), // DONT
            // Each in a read of its own: there is nothing to tell meanwhile.
            _ => assert!(second.client.hears_nothing(5)),
        }
    }
    first.hear("guest-2: hi");
}

#[test]
fn telnets_subnegotiation_is_skipped() {
    let said = b"\xff\xfa\x18\x00VT100\xff\xf0hi\n";
    assert_eq!(heard_after(said), "guest-2: hi");
}

#[test]
fn a_line_may_come_byte_by_byte_while_others_talk() {
    let server = room();
    let [mut first, mut second, mut third] = Member::join_all(&server);
    for byte in b"hello" {
        second.client.say([*byte]);
        third.say("and I");
        first.hear("guest-3: and I");
        second.hear("guest-3: and I");
    }
    second.say("");
    first.hear("guest-2: hello");
    third.hear("guest-2: hello");
}

#[test]
fn a_line_of_1000_bytes_is_heard() {
    let long = "x".repeat(1000);
    let heard = heard_after(format!("{long}\n").as_bytes());
    assert_eq!(heard, format!("guest-2: {long}"));
}

fn too_long(client: &mut Client) {
    let told = client.line();
    assert!(told.starts_with("* line too long: "), "{told}");
}

#[test]
fn a_line_over_1_kib_is_told_so_and_dropped() {
    let server = room();
    let [mut first, mut second] = Member::join_all(&server);
    for length in [1026, 5_000, 100_000] {
        second.say(&"x".repeat(length));
        too_long(&mut second.client);
        second.say("next");
        first.hear("guest-2: next"); // and nothing before it
    }
    second.has_heard_nothing(); // told once for each
}

#[test]
fn what_members_send_never_reaches_a_terminal_raw() {
    let hostile: [&[u8]; 5] = [
        b"\x1b[2Jhi\x07\n",
        "\u{9b}31mhi\n".as_bytes(),
        "\u{202e}hi\u{200b}\n".as_bytes(),
        b"\x80\xc3hi\n",
        b"/me \x1b[31m hi\n",
    ];
    for said in hostile {
        let heard = heard_after(said); // valid UTF-8, or it fails
        let bad =
            |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{202e}');
        assert!(!heard.chars().any(bad), "{heard:?}");
        assert!(heard.contains("hi"), "{heard:?}");
    }
}

#[test]
fn nobody_can_speak_as_the_server() {
    assert_eq!(
        heard_after(b"* the server stops\n"),
        "guest-2: * the server stops"
    );
}
