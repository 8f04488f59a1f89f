//! A name with two addresses: each is tried in turn.

use crate::common::{Folder, Server};
use std::process::Command;

#[test]
fn each_address_of_a_name_is_tried_in_turn() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("two addresses: skipped, it needs a name: run it as root");
        return;
    }
    let server = Server::start_at("127.0.0.9:0", "");
    let folder = Folder::new();
    let hosts = folder.path().join("hosts");
    std::fs::write(&hosts, "127.0.0.1 two\n127.0.0.9 two\n").unwrap();
    let port = server.addr.port();
    let client = env!("CARGO_BIN_EXE_echostage");
    let script = format!(
        "mount --bind {} /etc/hosts && {client} client two:{port} </dev/null",
        hosts.display()
    );
    let mut command = Command::new("unshare");
    let out = command.args(["-m", "sh", "-c", &script]).output().unwrap();
    let told = String::from_utf8(out.stderr).unwrap();
    if told.contains("unshare failed") || told.contains("mount:") {
        eprintln!("two addresses: skipped, no name can be given: {told}");
        return;
    }
    let states =
        ["Connecting 127.0.0.1:", "refused", "127.0.0.9:", "Connected"];
    let mut rest = &*told;
    for state in states {
        let (_, after) = rest.split_once(state).expect(&told);
        rest = after;
    }
    assert_eq!(out.status.code(), Some(0), "{told}");
}
