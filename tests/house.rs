//! How the house is built: who may import whom, and what stands nowhere.

use std::fs;
use std::path::{Path, PathBuf};

/// From the top floor to the ground: each may use those after it.
const FLOORS: [&str; 16] = [
    "commands", "lesson", "demo", "doctor", "check", "compare", "hosted",
    "load", "client", "timeline", "watch", "step", "stage", "service", "net",
    "trace",
];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
    files
}

fn floor(path: &Path) -> Option<usize> {
    FLOORS.iter().position(|floor| path.starts_with(format!("src/{floor}")))
}

/// The code of a file, without what its comments say.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.lines().map(|line| line.split("//").next().unwrap());
    code.collect::<Vec<_>>().join("\n")
}

/// `crate::net` as in `use crate::net::Conn`, or in `use crate::{net, …}`.
fn imports(code: &str, floor: &str) -> bool {
    let grouped = code.split("use crate::{").skip(1).any(|rest| {
        let group = rest.split(';').next().unwrap_or_default();
        group.split(['{', ',', ' ', '\n']).any(|word| {
            word == floor || word.starts_with(&format!("{floor}::"))
        })
    });
    let whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    grouped || code.split(&format!("crate::{floor}")).skip(1).any(whole)
}

#[test]
fn imports_go_one_way() {
    for path in sources(Path::new("src")) {
        let Some(own) = floor(&path) else { continue };
        let code = code(&path);
        for above in &FLOORS[..own] {
            assert!(!imports(&code, above), "{path:?} imports {above}");
        }
        let flags = own > 0 && imports(&code, "cli");
        assert!(!flags, "{path:?} reads flags");
    }
}

/// It is the other end: it shares the sockets' words with the server, no more.
#[test]
fn the_client_knows_no_server() {
    for path in sources(Path::new("src/client")) {
        let code = code(&path);
        for other in ["stage", "service", "cli"] {
            assert!(!imports(&code, other), "{path:?} imports {other}");
        }
    }
}

#[test]
fn a_service_knows_no_threads_and_a_stage_no_limit() {
    for path in sources(Path::new("src")) {
        let code = code(&path);
        if path.starts_with("src/service") {
            assert!(!code.contains("thread::"), "{path:?} knows threads");
        }
        if path.starts_with("src/stage") {
            assert!(!code.contains("Door"), "{path:?} knows the door");
        }
    }
}

#[test]
fn only_commands_print_or_end_the_process() {
    for path in sources(Path::new("src")) {
        let below = floor(&path).is_some_and(|own| own > 0);
        let code = code(&path);
        for word in ["println!", "stdout()", "exit(", "env::args"] {
            assert!(!(below && code.contains(word)), "{path:?} has {word}");
        }
    }
}

#[test]
fn nothing_panics_on_purpose() {
    for path in sources(Path::new("src")) {
        let code = code(&path);
        let words =
            [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!"];
        for word in words.iter().chain(&["unreachable!", "unsafe {"]) {
            assert!(!code.contains(word), "{path:?} has {word}");
        }
    }
}

#[test]
fn a_stage_fits_a_projector() {
    for path in sources(Path::new("src/stage")) {
        if path.ends_with("mod.rs") || path.ends_with("crew.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= 35, "{path:?} is longer than a page");
        let wide = text.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{path:?}");
    }
}

#[test]
fn every_file_opens_with_its_thesis() {
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let thesis = text.starts_with("//! ") || path.ends_with("main.rs");
        assert!(thesis, "{path:?} does not say what it is");
    }
}
