//! The drawings of a recording that go into files.

use super::Failure;
use super::files::{Kind, failed, same};
use super::timeline::{show, window};
use crate::cli::{Drawings, Timeline};
use crate::timeline::{
    By, Picture, Recording, Window, chrome, html, marks, picture, svg,
};
use crate::trace::escape;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

const PAGE: Kind =
    Kind { flag: "--html", name: "page of ours", mark: marks::PAGE };
const PICTURE: Kind =
    Kind { flag: "--svg", name: "picture of ours", mark: marks::PICTURE };
const TRACE: Kind =
    Kind { flag: "--chrome", name: "trace of ours", mark: marks::TRACE };

/// A page, or a picture, with more would be slow to look at.
const BARS: usize = 20_000;

/// Writes what is asked for; false where nothing is.
pub fn draw(
    flags: &Timeline,
    recording: &mut Recording,
) -> Result<bool, Failure> {
    let files = &flags.drawings;
    check(&flags.file, files)?;
    let window = window(flags, recording.header.start);
    let mut told = String::new();
    if let Some(path) = &files.chrome {
        let events = trace(TRACE.create(path)?, recording, window)
            .map_err(|e| failed(TRACE.flag, path, e))?;
        let path = shown(path);
        told +=
            &format!("{path}: {events} events; open it in ui.perfetto.dev\n");
    }
    if let Some(path) = &files.html {
        let picture = held(recording, window)?;
        let page = html(&picture, flags.by).map_err(Failure::start)?;
        save(&PAGE, path, &page)?;
        told += &tell(path, &picture, "; open it in a browser");
    }
    if let Some(path) = &files.svg {
        // Last: the recording has other times from here on.
        let window = match flags.by {
            By::Time => window,
            By::Event => recording.by_event(window).map_err(Failure::start)?,
        };
        let picture = held(recording, window)?;
        save(&PICTURE, path, &svg(&picture, flags.by, files.blank))?;
        told += &tell(path, &picture, "");
    }
    show(&told)?;
    Ok(!told.is_empty())
}

fn held(recording: &Recording, window: Window) -> Result<Picture, Failure> {
    picture(recording, window, BARS).map_err(Failure::start)
}

/// What has been drawn, and what has not.
fn tell(path: &Path, picture: &Picture, hint: &str) -> String {
    let bars: usize = picture.lanes.iter().map(|lane| lane.bars.len()).sum();
    let lanes = picture.lanes.len();
    let mut told =
        format!("{}: bars: {bars}, lanes: {lanes}{hint}\n", shown(path));
    for sentence in &picture.left_out {
        told += &format!("  {sentence}\n");
    }
    told
}

fn trace(file: File, recording: &Recording, window: Window) -> io::Result<u64> {
    let mut file = BufWriter::new(file);
    let events = chrome(recording, window, &mut file)?;
    file.flush()?;
    Ok(events)
}

fn save(kind: &Kind, path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = kind.create(path)?;
    let saved = file.write_all(text.as_bytes());
    saved.map_err(|e| failed(kind.flag, path, e))
}

/// Each into a file of its own, which may be replaced, before any is drawn.
fn check(input: &Path, files: &Drawings) -> Result<(), Failure> {
    let all =
        [(&PAGE, &files.html), (&PICTURE, &files.svg), (&TRACE, &files.chrome)];
    let all = all.map(|(kind, path)| Some((kind, path.as_deref()?)));
    let all: Vec<_> = all.into_iter().flatten().collect();
    for (nth, (kind, path)) in all.iter().enumerate() {
        let flag = kind.flag;
        if same(input, path) {
            return Err(Failure::usage(format!(
                "{flag} names the recording itself: it would be lost; name \
                 another file"
            )));
        }
        let others = all.iter().skip(nth + 1);
        if let Some((other, _)) = others.into_iter().find(|o| same(path, o.1)) {
            return Err(Failure::usage(format!(
                "{flag} and {} name the same file: one would be lost; name two",
                other.flag
            )));
        }
        kind.may_write(path)?;
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    escape(path.as_os_str().as_encoded_bytes(), 200)
}
