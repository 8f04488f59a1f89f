//! How it is told: 80 columns for a person, one object for a program.

use crate::{alone, text};
use serde_json::Value;
use std::process::Command;

#[test]
fn no_line_is_wider_than_80_columns() {
    for before in ["", "ulimit -n 100; ip link set lo down; PATH=/nowhere"] {
        let told = text(&alone(before, ""));
        for line in told.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}

#[test]
fn json_is_one_object_with_all_that_is_told() {
    let output = alone("ulimit -n 100", "--json --port 1234");
    let found: Value = serde_json::from_str(&text(&output)).unwrap();
    assert_eq!(found["port"], 1234);
    assert_eq!(found["ok"], false);
    assert_eq!(output.status.code(), Some(1));
    let all = found["findings"].as_array().unwrap();
    let row = |name| all.iter().find(|one| one["check"] == name).unwrap();
    assert_eq!(row("descriptors")["verdict"], "bad");
    assert_eq!(row("port, TCP")["verdict"], "ok");
    // How a limit is raised, also where it is high enough.
    let raise = row("somaxconn")["todo"].as_str().unwrap();
    assert!(raise.contains("sysctl"), "{raise}");
}

#[test]
fn a_wrong_port_is_named() {
    for port in ["0", "65536", "x", "-1"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
        let output = command.args(["doctor", "--port", port]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("--port") && told.contains(port), "{told}");
    }
}
