//! Flags: what a stage can't use is said, and what it can works.

use crate::common::Server;
use crate::peer::Peer;

const IN_BOTH: [&str; 8] = [
    "--service lines",
    "--once",
    "--backlog 5",
    "--door-full wait",
    "--no-reuse-address",
    "--workers 2",
    "--queue 3",
    "--queue-full wait",
];

const IN_ECHO: [&str; 5] = [
    "--max-clients 5",
    "--idle-timeout 5",
    "--stack 256",
    "--to members",
    "--interface lo",
];

const IN_TCP: [&str; 4] =
    ["--to members", "--interface lo", "--open", "--receive-buffer 65536"];

/// One line for each, and none for the others; -q hides no warning.
fn useless(stage: &str, flags: &[&str], fine: &str) {
    let args = format!("-q --stage {stage} {fine} {}", flags.join(" "));
    let mut server = Server::start(&args);
    server.stop();
    server.log.wait_end();
    for flag in flags {
        let name = flag.split(' ').next().unwrap();
        let line = format!("{name} does nothing in stage {stage}");
        // --queue is not --queue-full.
        assert_eq!(server.log.count(&line), 1, "{}", server.log.text());
    }
    let told = server.log.count("does nothing");
    assert_eq!(told, flags.len(), "{}", server.log.text());
}

#[test]
fn what_udp_echo_cannot_use_is_said_at_the_start() {
    let flags = [&IN_BOTH[..], &IN_ECHO].concat();
    useless("udp-echo", &flags, "--open --receive-buffer 65536 --delay 1");
}

#[test]
fn what_udp_broadcast_cannot_use_is_said_at_the_start() {
    let fine = "--max-clients 5 --idle-timeout 5 --to members --open";
    useless("udp-broadcast", &IN_BOTH, fine);
}

#[test]
fn what_a_tcp_stage_cannot_use_is_said_at_the_start() {
    for stage in ["single", "threads", "process"] {
        useless(stage, &IN_TCP, "--backlog 5 --max-clients 5 --once");
    }
}

#[test]
fn without_a_flag_nothing_is_said_of_it() {
    for stage in crate::STAGES {
        let server = Server::start(&format!("--stage {stage}"));
        let peer = Peer::of(&server);
        peer.say("/help\n");
        peer.next();
        assert_eq!(server.log.count("does nothing"), 0);
        assert_eq!(server.log.count("--open:"), 0);
    }
}

#[test]
fn a_receive_buffer_over_what_the_kernel_grants_is_said() {
    let server = crate::echo("--receive-buffer 1000000000");
    let line = server.wait_for_line("net.core.rmem_max");
    assert!(line.contains("1000000000"), "{line}");
    Peer::of(&server).echo("and it serves");
}

#[test]
fn a_receive_buffer_that_the_kernel_grants_is_taken_in_silence() {
    for size in ["4096", "100000"] {
        let server = crate::echo(&format!("--receive-buffer {size}"));
        Peer::of(&server).echo("hello");
        assert_eq!(server.log.count("rmem_max"), 0);
    }
}

#[test]
fn help_lists_the_flags_of_udp() {
    let output = Server::command("", "--help", "127.0.0.1:0").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let words = ["UDP", "udp-echo", "udp-broadcast", "--to", "--interface"];
    for word in words.iter().chain(&["--open", "--receive-buffer"]) {
        assert!(help.contains(word), "{word} is not in the help");
    }
}
