//! The drawings of a recording that go into files.

use super::{Failure, timeline::show};
use crate::cli::Drawings;
use crate::timeline::{Picture, Recording, Window, chrome, html, picture, svg};
use crate::trace::escape;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A page, or a picture, with more would be slow to look at.
const BARS: usize = 20_000;

/// Writes what is asked for; false where nothing is.
pub fn draw(
    flags: &Drawings,
    recording: &Recording,
    window: Window,
) -> Result<bool, Failure> {
    let mut told = String::new();
    if flags.html.is_some() || flags.svg.is_some() {
        let picture =
            picture(recording, window, BARS).map_err(Failure::start)?;
        let bars: usize =
            picture.lanes.iter().map(|lane| lane.bars.len()).sum();
        if let Some(path) = &flags.html {
            let page = html(&picture).map_err(Failure::start)?;
            save(path, &page)?;
            told += &format!(
                "{}: {bars} bars; open it in a browser\n",
                shown(path)
            );
        }
        if let Some(path) = &flags.svg {
            save(path, &svg(&picture, flags.blank))?;
            told +=
                &format!("{}: {}\n", shown(path), what(&picture, flags.blank));
        }
        for sentence in &picture.left_out {
            told += &format!("{sentence}\n");
        }
    }
    if let Some(path) = &flags.chrome {
        let events =
            trace(path, recording, window).map_err(|e| failed(path, e))?;
        told += &format!(
            "{}: {events} events; open it in ui.perfetto.dev\n",
            shown(path)
        );
    }
    show(&told)?;
    Ok(!told.is_empty())
}

fn what(picture: &Picture, blank: bool) -> String {
    let lanes = picture.lanes.len();
    let kind = if blank { "empty lanes to draw in" } else { "lanes" };
    format!("{lanes} {kind}")
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
