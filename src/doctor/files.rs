//! What a server or a lesson that was killed leaves in a folder: a socket of
//! `--watch` at which nobody listens, and a lesson's scratch folder.

use super::Finding;
use super::left::{Left, left};
use crate::trace::escape;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Somebody may have filled the folder.
const ENTRIES: usize = 10_000;
const MOST: usize = 5;

pub fn look(_: u16) -> Vec<Finding> {
    let mut places = vec![env::temp_dir()];
    places.extend(env::current_dir());
    places.sort();
    places.dedup();
    let mut found = Vec::new();
    let (mut sockets, mut lessons) = (Vec::new(), Vec::new());
    for place in &places {
        let entries = match fs::read_dir(place) {
            Ok(entries) => entries.flatten().take(ENTRIES),
            Err(e) => {
                let seen = format!("{} can't be looked at: {e}", shown(place));
                found.push(Finding::look("files", seen, ""));
                continue;
            }
        };
        for entry in entries {
            match left(&entry) {
                Some(Left::Socket) => sockets.push(entry.path()),
                Some(Left::Lesson) => lessons.push(entry.path()),
                None => (),
            }
        }
    }
    let what = "sockets at which nobody listens, of --watch or another program";
    found.extend(told(&sockets, what, "rm"));
    found.extend(told(&lessons, "of lessons that were killed", "rm -r"));
    if found.is_empty() {
        let places = places.iter().map(|place| shown(place));
        let places = places.collect::<Vec<_>>().join(" and ");
        let seen = format!("nothing of a killed server in {places}");
        return vec![Finding::ok("files", seen)];
    }
    found
}

fn told(paths: &[PathBuf], what: &str, remove: &str) -> Option<Finding> {
    let first = paths.get(..MOST).unwrap_or(paths);
    let names: Vec<_> = first.iter().map(|path| shown(path)).collect();
    let more = match paths.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let seen = format!("{}{more}: {what}", names.join(" "));
    let typed: Option<Vec<_>> = first.iter().map(|path| quoted(path)).collect();
    let todo = match typed {
        Some(all) => format!("if you know them: {remove} {}", all.join(" ")),
        None => "if you know them, remove them".into(),
    };
    (!paths.is_empty()).then(|| Finding::look("files", seen, &todo))
}

/// As a shell takes it for one word. None: it was not shown as it is.
fn quoted(path: &Path) -> Option<String> {
    let raw = path.to_str()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:".contains(c);
    if shown(path) != raw {
        return None;
    }
    Some(match raw.chars().all(plain) {
        true => raw.into(),
        false => format!("'{}'", raw.replace('\'', r"'\''")),
    })
}

fn shown(path: &Path) -> String {
    escape(path.as_os_str().as_encoded_bytes(), 100)
}
