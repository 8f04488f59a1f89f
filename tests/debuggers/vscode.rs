//! What VS Code starts: every stage, with flags that the program has.

use crate::common::Server;
use echostage::stage::TABLE;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A file that may have comments on lines of their own.
fn read(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".vscode");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let lines = text.lines().filter(|l| !l.trim_start().starts_with("//"));
    let text = lines.collect::<Vec<_>>().join("\n");
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn every_stage_has_an_entry_and_starts_with_its_arguments() {
    let launch = read("launch.json");
    let entries = launch["configurations"].as_array().unwrap();
    let tasks = read("tasks.json");
    assert_eq!(entries.len(), TABLE.len());
    for (entry, stage) in entries.iter().zip(TABLE) {
        assert_eq!(entry["name"], format!("stage {}", stage.name));
        let program = "${workspaceFolder}/target/debug/echostage";
        assert_eq!(entry["program"], program);
        assert_eq!(entry["cwd"], "${workspaceFolder}");
        let tasks = tasks["tasks"].as_array().unwrap();
        let mut labels = tasks.iter().map(|task| &task["label"]);
        assert!(labels.any(|l| *l == entry["preLaunchTask"]), "{entry}");
        let args = entry["args"].as_array().unwrap();
        let args: Vec<_> = args.iter().map(|a| a.as_str().unwrap()).collect();
        assert_eq!(args[..2], ["--stage", stage.name]);
        // It starts: so its flags are those of the program, and mean something.
        let mut server = Server::start(&args.join(" "));
        server.stop();
        let log = server.log.text();
        assert!(!log.contains("does nothing"), "{log}");
    }
}
