//! What the server itself has recorded.

use crate::common::{Folder, Server, kernel_queue, until, until_equal};
use crate::tape::{command, lane};
use std::fs;
use std::path::Path;

fn drawing(path: &Path) -> String {
    let out = command(&["--width", "80"]).arg(path).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn record(folder: &Folder, args: &str) -> (Server, std::path::PathBuf) {
    let path = folder.path().join("rec.jsonl");
    let record = format!("{args} --record {}", path.display());
    (Server::start(&record), path)
}

#[test]
fn every_stage_that_serves_all_draws_whom_it_served() {
    for stage in ["process", "threads", "pool", "bounded-pool", "prethread"] {
        let folder = Folder::new();
        let (mut server, path) = record(&folder, &format!("--stage {stage}"));
        let silent = server.client();
        server.wait_for_line("#1 ");
        let mut talker = server.client();
        talker.echo("hello\n");
        drop(talker);
        server.wait_for_line("#2 127.0.0.1");
        drop(silent);
        server.stop();
        let drawing = drawing(&path);
        for client in ["#1", "#2"] {
            assert!(drawing.contains(client), "{stage}:\n{drawing}");
        }
        assert!(drawing.contains("blocked in read"), "{stage}:\n{drawing}");
        assert!(!drawing.contains("left out"), "{stage}:\n{drawing}");
        assert!(!drawing.contains("no end"), "{stage}:\n{drawing}");
    }
}

#[test]
fn single_shows_who_stands_in_the_kernels_queue() {
    let folder = Folder::new();
    let (mut server, path) = record(&folder, "--stage single");
    let _first = server.client();
    server.wait_for_line("#1 ");
    let second = server.client();
    until_equal("one in the kernel's queue", &1, || {
        kernel_queue(server.addr.port())
    });
    let name = second.name();
    until("the sample of the queue", || {
        fs::read_to_string(&path).unwrap().contains(&name).then_some(())
    });
    server.stop();
    let drawing = drawing(&path);
    assert!(lane(&drawing, "kernel's queue").contains('B'), "{drawing}");
    assert!(lane(&drawing, "listener").contains('A'), "{drawing}");
}

#[test]
fn datagrams_are_drawn_where_they_were_received() {
    for stage in ["udp-echo", "udp-broadcast"] {
        let folder = Folder::new();
        let (mut server, path) = record(&folder, &format!("--stage {stage}"));
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.connect(server.addr).unwrap();
        socket.send(b"hello\n").unwrap();
        socket.recv(&mut [0; 64]).unwrap();
        server.stop();
        let drawing = drawing(&path);
        assert!(lane(&drawing, "receiver").contains('A'), "{drawing}");
        assert!(drawing.contains("bytes out"), "{drawing}");
    }
}

#[test]
fn a_held_thread_stands_on_the_line_of_its_next_call() {
    let folder = Folder::new();
    let schedule = folder.path().join("schedule");
    fs::write(
        &schedule,
        "# echostage schedule\nlistener accept\nlistener read\n",
    )
    .unwrap();
    let play = format!("--stage single --schedule {}", schedule.display());
    let (mut server, path) = record(&folder, &play);
    server.client().echo("hello\n");
    server.wait_for_line("#1 127.0.0.1");
    server.stop();
    let text = fs::read_to_string(&path).unwrap();
    let held = |before: &str| {
        let first = r#""what":"held","thread":"listener","#;
        let call = format!(r#""first":"{before}""#);
        let mut lines = text.lines();
        let line = lines.find(|l| l.contains(first) && l.contains(&call));
        line.unwrap_or_else(|| panic!("no {before} in\n{text}")).to_string()
    };
    let accept = held("accept");
    assert!(accept.contains(r#""at":"src/stage/single.rs:"#), "{accept}");
    assert!(!accept.contains("stage_at"), "{accept}");
    let read = held("read");
    assert!(read.contains(r#""at":"src/service/echo.rs:"#), "{read}");
    assert!(read.contains(r#""stage_at":"src/stage/single.rs:"#), "{read}");
}
