//! What is piped in comes back, all of it, whoever serves.

use crate::STAGES;
use crate::common::{Process, Server};
use crate::run::{Client, client};

fn bytes(n: u32) -> Vec<u8> {
    (0..n).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

#[test]
fn a_million_bytes_come_back_from_every_stage() {
    let million = bytes(1_000_000);
    for stage in STAGES {
        let server = Server::start(&format!("--stage {stage}"));
        let args = server.addr.to_string();
        let ended = client(&args, million.clone()).with(0);
        assert_eq!(ended.output.len(), million.len(), "{stage}");
        assert!(ended.output == million, "{stage}: other bytes came back");
    }
}

/// More than all buffers on the way hold: who only writes first is stuck.
#[test]
fn reads_and_writes_at_the_same_time() {
    let server = Server::start("");
    let much = bytes(50_000_000);
    let args = format!("{} --timeout 20", server.addr);
    let ended = client(&args, much.clone()).with(0);
    assert!(ended.output == much, "{} B", ended.output.len());
}

#[test]
fn control_bytes_pass_unchanged_through_a_pipe() {
    let server = Server::start("");
    let all: Vec<u8> = (0..=255).collect();
    let ended = client(&server.addr.to_string(), all.clone()).with(0);
    assert_eq!(ended.output, all);
}

#[test]
fn what_arrives_is_shown_while_the_input_is_open() {
    let server = Server::start("--service lines");
    let mut client = Client::start(&format!("{} -q", server.addr));
    client.say("a\n");
    server.wait_for_line("accepted");
    client.say("b\n");
    client.say_all("");
    assert_eq!(client.ends().with(0).text(), "you said: a\nyou said: b\n");
}

#[test]
fn an_address_of_ours_can_be_chosen() {
    let server = Server::start("");
    let args = format!("{} --bind 127.0.0.9", server.addr);
    client(&args, "hello\n").with(0);
    server.wait_for_line("127.0.0.9:");
}

#[test]
fn ctrl_c_leaves_at_once_with_130() {
    let server = Server::start("");
    let client = Client::start(&server.addr.to_string());
    client.told.wait_for("Connected");
    let Process(pid) = client.process();
    let pid = rustix::process::Pid::from_raw(pid as i32).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    client.ends().with(130);
}
