//! The operator's console over the UDP stages, in a terminal of 80 by 24.

use crate::common::terminal::Terminal;
use crate::member::Member;
use crate::peer::Peer;
use std::net::SocketAddr;

pub struct Console {
    pub terminal: Terminal,
    pub addr: SocketAddr,
}

impl Console {
    pub fn open(args: &str) -> Self {
        let terminal = Terminal::open();
        terminal.enter(&format!("echostage --listen 127.0.0.1:0 {args}"));
        let addr = terminal.wait("an address", |screen| {
            let at = |l: &String| l.split("listening on ").nth(1)?.parse().ok();
            screen.iter().find_map(at)
        });
        terminal.rests_at(">");
        Self { terminal, addr }
    }

    fn relay() -> (Self, [Member; 2]) {
        let console = Self::open("--stage udp-broadcast");
        let members = [1, 2].map(|_| {
            let peer = Peer::to(console.addr);
            peer.say("");
            Member::welcomed(peer)
        });
        members[0].hear("* guest-2 joins (2 here)");
        console.terminal.sees("registered (2 inside)");
        (console, members)
    }

    /// What one command printed: the lines after it, up to the next prompt.
    pub fn ask(&self, command: &str) -> String {
        self.terminal.ask(command).join("\n")
    }

    pub fn has(&self, command: &str, words: &[&str]) {
        let answer = self.ask(command);
        for word in words {
            assert!(answer.contains(word), "no {word:?} in:\n{answer}");
        }
    }
}

#[test]
fn who_names_the_members_with_number_and_address() {
    let (console, [first, second]) = Console::relay();
    let (one, two) = (first.peer.name(), second.peer.name());
    console.has("who", &["#1", &one, "#2", &two]);
    second.say("/quit");
    first.hear("* guest-2 leaves (1 here)");
    assert!(!console.ask("who").contains(&two));
}

#[test]
fn say_reaches_every_member_and_tell_only_one() {
    let (console, [first, second]) = Console::relay();
    console.ask("say lunch at noon");
    first.hear("* lunch at noon");
    second.hear("* lunch at noon");
    console.ask("tell 2 only you");
    second.hear("* only you");
    first.has_heard_nothing();
}

#[test]
fn a_kicked_member_is_out_and_told_so() {
    let (console, [first, second]) = Console::relay();
    console.terminal.enter("kick 2");
    console.terminal.sees("#2 closed: 0 B in, ");
    console.terminal.sees(" B out, kicked");
    second.hear("* you are out: kicked");
    first.hear("* guest-2 leaves (1 here)");
    first.has_heard_nothing();
}

#[test]
fn kick_and_tell_of_nobody_are_told() {
    let (console, _members) = Console::relay();
    console.has("kick 99", &["99"]);
    console.has("tell 99 hi", &["99"]);
}
