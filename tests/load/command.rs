//! The command: what it refuses, prints, and returns.

use crate::common::tools::need;
use crate::common::{Process, Server, Signal, until};
use crate::peer::changing;
use crate::run::{Ended, command, load};
use rustix::process::{Pid, kill_process};
use std::io::Read;
use std::process::{Child, Command, Stdio};

#[test]
fn a_public_target_is_refused_before_a_packet_leaves() {
    let told = |target: &str| {
        let output = Command::new(need("strace"))
            .args(["-f", "-qq", "-e", "trace=connect,sendto,sendmsg"])
            .args([env!("CARGO_BIN_EXE_echostage"), "load", target])
            .args(["-n", "1", "--timeout", "0.1"])
            .output()
            .unwrap();
        Ended::from(output).with(2).told
    };
    for target in ["192.0.2.1", "[2001:db8::1]:80", "172.32.0.1"] {
        let told = told(target);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains("--yes-this-is-my-server"), "{told}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_a_line() {
    for flags in [
        "--clients 0",
        "--clients 100001",
        "--size 0",
        "--size 1048577",
        "--size 65508 --udp",
        "--size 7 --udp",
        "--seconds 86401",
        "--requests 1000000001",
        "--requests 5 --seconds 5",
        "--pipeline 1025",
        "--pipeline 1024 --clients 100000",
        "--pipeline 2 --churn",
        "--rate 0",
        "--rate 10000001",
        "--rate nan",
        "--rate 5 --think 5",
        "--udp --churn",
        "--udp --silent 1",
    ] {
        let ended = load(format!("127.0.0.1:9 {flags}")).with(2);
        assert_eq!(ended.told.lines().count(), 1, "{}", ended.told);
        assert!(ended.told.starts_with("echostage: "), "{}", ended.told);
    }
}

#[test]
fn more_clients_than_descriptors_are_refused_and_named() {
    let server = Server::start("");
    let output = Command::new(need("prlimit"))
        .args(["--nofile=100:200", env!("CARGO_BIN_EXE_echostage"), "load"])
        .args([&server.addr.to_string(), "-c", "300", "-n", "1"])
        .output()
        .unwrap();
    let ended = Ended::from(output).with(1);
    assert!(ended.told.contains("ulimit -Hn"), "{}", ended.told);
    // The soft limit alone is no obstacle.
    let output = Command::new("prlimit")
        .args(["--nofile=100:1000", env!("CARGO_BIN_EXE_echostage"), "load"])
        .args([&server.addr.to_string(), "-c", "300", "-n", "300"])
        .output()
        .unwrap();
    Ended::from(output).with(0);
}

#[test]
fn a_pipe_gets_the_report_and_nothing_else() {
    let server = Server::start("");
    let ended = load(format!("{} --seconds 0.3", server.addr)).with(0);
    assert_eq!(ended.told, "", "no bar without a terminal");
    assert!(!ended.text.contains('\x1b'), "{:?}", ended.text);
    for words in ["Closed loop", "answered", "p50", "p99.9", "max"] {
        assert!(ended.text.contains(words), "{words}:\n{}", ended.text);
    }
    assert!(ended.text.lines().all(|line| line.chars().count() < 80));
    assert!(ended.text.lines().count() <= 23, "{}", ended.text);
}

#[test]
fn json_is_one_object_with_the_fields_that_help_names() {
    let server = Server::start("");
    let args = format!("{} -c 2 -n 10 --json", server.addr);
    let json = load(args).with(0).json();
    let help = load("--help").text;
    for (name, value) in json.as_object().unwrap() {
        assert!(help.contains(name.as_str()), "{name} is not documented");
        let inner = value.as_object().into_iter().flat_map(|o| o.keys());
        for name in inner {
            assert!(help.contains(name.as_str()), "{name} is not documented");
        }
    }
    assert_eq!(json["answered"], 10);
    assert_eq!(json["cut_short"], false);
}

#[test]
fn a_failure_is_json_where_json_is_wanted() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = nobody.local_addr().unwrap();
    drop(nobody);
    for (args, code) in
        [(addr.to_string(), 3), ("127.0.0.1 --udp --size 7".into(), 2)]
    {
        let ended = load(format!("{args} --json")).with(code);
        let json: serde_json::Value =
            serde_json::from_str(&ended.told).unwrap();
        assert!(json["error"].is_string(), "{json}");
        assert_eq!(ended.text, "");
    }
}

fn start(args: &str) -> Child {
    command(args).spawn().unwrap()
}

pub fn interrupt(child: &Child) {
    let pid = Pid::from_raw(child.id() as i32).unwrap();
    kill_process(pid, Signal::INT).unwrap();
}

/// Waits until its threads ask.
fn asks(child: &Child) {
    until("a thread that asks", || {
        let threads = Process(child.id()).threads();
        threads.iter().any(|name| name.starts_with("load-")).then_some(())
    });
}

#[test]
fn ctrl_c_prints_what_it_has() {
    let server = Server::start("");
    let child = start(&format!("{} --seconds 60 --json", server.addr));
    asks(&child);
    server.wait_for_line("#64 ");
    interrupt(&child);
    let ended = Ended::from(child.wait_with_output().unwrap()).with(130);
    let json = ended.json();
    assert_eq!(json["cut_short"], true);
    assert_eq!(ended.errors(), []);
}

#[test]
fn ctrl_c_reaches_it_while_it_waits_for_a_silent_server() {
    let addr = crate::peer::server(|stream, _| {
        drop((&stream).read_to_end(&mut Vec::new()));
    });
    for more in ["-c 1", "-c 8", "-c 8 -r 100", "-c 8 --churn"] {
        let args = format!("{addr} --seconds 60 --timeout 60 {more}");
        let child = start(&args);
        asks(&child);
        interrupt(&child);
        let ended = Ended::from(child.wait_with_output().unwrap()).with(130);
        assert!(ended.text.contains("Cut short"), "{}", ended.text);
    }
}

#[test]
fn who_reads_no_report_is_no_failure() {
    let addr = changing(|_, _| ());
    let mut command = command(&format!("{addr} -n 10"));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command.stdout(Stdio::from(writer)).output().unwrap();
    Ended::from(output).with(0);
}

#[test]
fn an_open_loop_asks_exactly_as_often_as_it_says() {
    let server = Server::start("");
    let args = format!("{} --seconds 1 -r 700 --json", server.addr);
    let json = load(args).with(0).json();
    assert_eq!(json["sent"], 700);
    let seconds = json["seconds"].as_f64().unwrap();
    assert!((0.99..1.5).contains(&seconds), "{seconds}");
}
