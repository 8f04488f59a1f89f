//! Who goes when: one, all, until; and what opens every gate.

use crate::Stepped;
use crate::common::{Client, Signal};

/// So many clients inside, each held before its first read.
fn held(server: &mut Stepped, n: u64) -> Vec<Client> {
    let inside = |id: u64| {
        let client = server.inside("listener");
        server.tell(&format!("until #{id} read"));
        client
    };
    (1..=n).map(inside).collect()
}

#[test]
fn enter_lets_the_longest_held_go() {
    let mut server = Stepped::start("");
    let mut client = server.client();
    client.say("hello");
    server.tell(""); // the listener
    let answer = server.tell("until #1 read");
    assert!(answer.rows[0].starts_with("1 held"), "{answer:?}");
    let first = answer.rows[0].contains("listener");
    let answer = server.tell("");
    assert_eq!(answer.row("listener").contains("held"), !first, "{answer:?}");
}

#[test]
fn a_number_is_that_of_the_list() {
    let mut server = Stepped::start("");
    let _two = held(&mut server, 2);
    let answer = server.tell("who");
    let second = answer.rows[1].split_whitespace().nth(2).unwrap().to_string();
    let answer = server.tell("2");
    assert!(!answer.row(&second).starts_with('2'), "{answer:?}");
    assert_eq!(answer.row(&second).split_whitespace().next(), Some("blocked"));
}

#[test]
fn all_lets_each_go_that_is_held() {
    let mut server = Stepped::start("");
    let mut two = held(&mut server, 2);
    let answer = server.tell("all");
    let held = answer.rows.iter().filter(|row| row.contains("held")).count();
    assert_eq!(held, 0, "{answer:?}");
    two.iter_mut().for_each(|client| client.say("hello"));
    server.tell("until #1 write");
    server.tell("until #2 write");
    server.tell("all");
    two.iter_mut().for_each(|client| client.hear("hello"));
}

#[test]
fn until_goes_on_to_a_stand_or_an_event() {
    let mut server = Stepped::start("");
    let mut client = server.client();
    client.say("hello");
    let answer = server.tell("until write");
    assert!(answer.row("client-1").contains("held"), "{answer:?}");
    client.done();
    server.tell("until closed");
    client.hear("hello");
    assert_eq!(client.rest(), b"");
    server.log.wait_for("#1 closed: 5 B in, 5 B out, by the client");
}

#[test]
fn who_is_not_held_is_told_so() {
    let mut server = Stepped::start("");
    let answer = server.tell("9");
    assert!(answer.text.concat().contains("number 9 is not held"));
    let answer = server.tell("dance");
    assert!(answer.text.concat().contains("type help"), "{answer:?}");
}

#[test]
fn until_refuses_what_can_never_come_and_says_what_can() {
    let mut server = Stepped::start("");
    let wrong = [
        "",
        " foo",
        " wirte",
        " worker-x",
        " client-",
        " #",
        " #7x",
        " #7 foo",
        " foo read",
        " write closed",
        " #1 read write",
    ];
    for what in wrong {
        let answer = server.tell(&format!("until{what}"));
        let text = answer.text.join("\n");
        for may in "read write closed client-N worker-N listener #N".split(' ')
        {
            assert!(text.contains(may), "until{what}, no {may}: {text}");
        }
        let wide = answer.text.iter().find(|line| line.len() > 79);
        assert_eq!(wide, None, "until{what}");
        let row = answer.row("listener");
        assert!(row.contains("held"), "until{what} let it go: {row}");
    }
    server.tell("until listener accept");
}

#[test]
fn whom_one_can_let_go_is_shown_before_the_first_order() {
    let server = Stepped::start("");
    server.out.wait_for("-- step 0 -- 1 held, 0 blocked, 0 running");
    server.out.wait_for(" 1 held     listener before accept");
}

#[test]
fn a_comment_in_a_script_lets_nobody_go() {
    let mut server = Stepped::start("");
    server.write("# who comes first?\n");
    let answer = server.tell("who");
    assert_eq!(answer.text, ["nobody is inside"]);
    assert!(answer.row("listener").contains("held"), "{answer:?}");
}

#[test]
fn orders_of_the_console_still_work() {
    let mut server = Stepped::start("");
    let mut clients = held(&mut server, 1);
    let answer = server.tell("who");
    assert!(answer.text.concat().contains("#1 127.0.0.1:"), "{answer:?}");
    server.tell("say lunch");
    clients[0].hear("* lunch\n");
    let help = server.tell("help").text.join("\n");
    for word in
        "Enter worker-2 #7 all until Ctrl-D who say kick stop".split(' ')
    {
        assert!(help.contains(word), "no {word} in {help}");
    }
}

#[test]
fn a_kick_opens_the_gates_of_that_connection_only() {
    let mut server = Stepped::start("");
    let mut two = held(&mut server, 2);
    two[0].say("hello");
    server.tell("kick 1");
    two[0].rest_or_reset();
    server.log.wait_for("#1 closed: ");
    assert!(server.log.wait_for("#1 closed").ends_with("kicked"));
    let answer = server.tell("who");
    assert!(answer.row("client-2").contains("held"), "{answer:?}");
    assert!(!answer.rows.iter().any(|r| r.contains("client-1")), "{answer:?}");
}

#[test]
fn a_stop_opens_every_gate_and_everybody_is_answered() {
    for signal in [Signal::INT, Signal::TERM] {
        let mut server = Stepped::start("");
        let mut three = held(&mut server, 3);
        three.iter_mut().for_each(|client| client.say("hello"));
        server.signal(signal);
        for client in &mut three {
            assert_eq!(client.rest(), b"hello");
        }
        assert_eq!(server.exit_code(), Some(0));
    }
}

#[test]
fn the_order_stop_opens_every_gate() {
    let mut server = Stepped::start("");
    let mut clients = held(&mut server, 1);
    clients[0].say("hello");
    server.write("stop\n");
    assert_eq!(clients[0].rest(), b"hello");
    assert_eq!(server.exit_code(), Some(0));
}

#[test]
fn the_end_of_the_input_opens_every_gate_and_says_so() {
    let mut server = Stepped::start("");
    let mut clients = held(&mut server, 2);
    server.end();
    server.log.wait_for("end of input: every gate is open");
    for client in &mut clients {
        client.echo("hello");
    }
    server.client().echo("and newcomers");
}
