//! Draws a recording: flags in, a drawing out.

use super::{Failure, drawings};
use crate::cli::Timeline;
use crate::timeline::{Recording, Window, picture};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::Duration;

/// So many bars are held where each is drawn by itself.
const BARS: usize = 20_000;

pub fn run(flags: &Timeline) -> Result<(), Failure> {
    let recording = Recording::open(&flags.file).map_err(Failure::start)?;
    let window = window(flags, recording.header.start);
    if drawings::draw(&flags.drawings, &recording, window)? {
        return Ok(());
    }
    let picture = picture(&recording, window, BARS).map_err(Failure::start)?;
    let mut text = String::new();
    for lane in &picture.lanes {
        // Writing to a String can't fail.
        let _ = writeln!(text, "{}: {} bars", lane.name, lane.bars.len());
        for bar in &lane.bars {
            let _ = writeln!(text, "  {bar:?}");
        }
    }
    for client in &picture.clients {
        let _ = writeln!(text, "{client:?}");
    }
    for sentence in &picture.left_out {
        let _ = writeln!(text, "{sentence}");
    }
    show(&text)
}

fn window(flags: &Timeline, start: u64) -> Window {
    let ns = |time: Duration| {
        start.saturating_add(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX))
    };
    Window { from: flags.from.map_or(0, ns), to: flags.to.map_or(u64::MAX, ns) }
}

pub fn show(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever read it has read enough.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => {
            Err(Failure::start(format!("cannot write to the output: {e}")))
        }
        Ok(()) => Ok(()),
    }
}
