//! Other people's programs as peers: nc, socat, Python's socket.

use crate::common::tools::need;
use crate::common::{Log, Server};
use crate::member::Member;
use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};

/// A program that goes on until it is dropped, or its input ends.
pub struct Program {
    child: Child,
    stdin: ChildStdin,
    pub out: Log,
}

impl Program {
    pub fn start(name: &str, args: &[&str]) -> Self {
        let mut command = Command::new(need(name));
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdin = child.stdin.take().unwrap();
        let out = Log::collect(child.stdout.take().unwrap());
        Self { child, stdin, out }
    }

    fn nc(server: &Server) -> Self {
        let port = server.addr.port().to_string();
        Self::start("nc", &["-u", "127.0.0.1", &port])
    }

    fn say(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill()); // it may have ended
        drop(self.child.wait());
    }
}

#[test]
fn nc_hears_each_line_again() {
    let server = crate::echo("");
    let mut nc = Program::nc(&server);
    for line in ["hello", "and 中文 too"] {
        nc.say(line);
        nc.out.wait_for(line);
    }
    assert_eq!(nc.out.text(), "hello\nand 中文 too");
}

#[test]
fn two_ncs_and_a_socat_chat() {
    let server = crate::relay("");
    let mut ann = Program::nc(&server);
    ann.say("/name ann");
    ann.out.wait_for("* you are now ann");
    let mut bob = Program::nc(&server);
    bob.say("hello");
    ann.out.wait_for("guest-2: hello");
    let to = format!("UDP:{}", server.addr);
    let mut carl = Program::start("socat", &["-", &to]);
    carl.say("/me waves");
    ann.out.wait_for("~ guest-3 waves");
    bob.out.wait_for("~ guest-3 waves");
    ann.say("hi all");
    bob.out.wait_for("ann: hi all");
    carl.out.wait_for("ann: hi all");
    assert_eq!(ann.out.count("hi all"), 0);
}

/// Killed, it leaves its port closed; the kernel says so.
#[test]
fn an_nc_that_was_killed_is_out_after_the_next_send() {
    let server = crate::relay("");
    let member = Member::join(&server);
    let mut nc = Program::nc(&server);
    nc.say("hello");
    member.hear("* guest-2 joins (2 here)");
    member.hear("guest-2: hello");
    drop(nc);
    member.say("still there?");
    member.hear("* guest-2 leaves (1 here)");
    let line = server.wait_for_line("#2 closed: ");
    assert!(line.ends_with(", unreachable"), "{line}");
}

#[test]
fn socat_hears_each_datagram_again() {
    let server = crate::echo("");
    let to = format!("UDP:{}", server.addr);
    let mut socat = Program::start("socat", &["-", &to]);
    for line in ["hello", "again"] {
        socat.say(line);
        socat.out.wait_for(line);
    }
}
