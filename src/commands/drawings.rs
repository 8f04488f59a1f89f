//! The drawings of a recording that go into files.

use super::Failure;
use super::timeline::{show, window};
use crate::cli::Timeline;
use crate::timeline::{
    By, Picture, Recording, Window, chrome, html, picture, svg,
};
use crate::trace::escape;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A page, or a picture, with more would be slow to look at.
const BARS: usize = 20_000;

/// Writes what is asked for; false where nothing is.
pub fn draw(
    flags: &Timeline,
    recording: &mut Recording,
) -> Result<bool, Failure> {
    let files = &flags.drawings;
    let window = window(flags, recording.header.start);
    let mut told = String::new();
    if let Some(path) = &files.chrome {
        let events =
            trace(path, recording, window).map_err(|e| failed(path, e))?;
        let path = shown(path);
        told +=
            &format!("{path}: {events} events; open it in ui.perfetto.dev\n");
    }
    if let Some(path) = &files.html {
        let picture = held(recording, window)?;
        let page = html(&picture, flags.by).map_err(Failure::start)?;
        save(path, &page)?;
        told += &tell(path, &picture, "; open it in a browser");
    }
    if let Some(path) = &files.svg {
        // Last: the recording has other times from here on.
        let window = match flags.by {
            By::Time => window,
            By::Event => recording.by_event(window).map_err(Failure::start)?,
        };
        let picture = held(recording, window)?;
        save(path, &svg(&picture, flags.by, files.blank))?;
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

fn trace(
    path: &Path,
    recording: &Recording,
    window: Window,
) -> io::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    let events = chrome(recording, window, &mut file)?;
    file.flush()?;
    Ok(events)
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|e| failed(path, e))
}

fn failed(path: &Path, error: io::Error) -> Failure {
    Failure::start(format!("cannot write {}: {error}", shown(path)))
}

fn shown(path: &Path) -> String {
    escape(path.as_os_str().as_encoded_bytes(), 200)
}
