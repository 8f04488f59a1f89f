//! Draws a recording: flags in, a drawing out.

use super::{Failure, drawings};
use crate::cli::{Colour, Timeline};
use crate::timeline::text::{Ink, draw, stats};
use crate::timeline::{By, Recording, Survey, Window};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

pub fn run(flags: &Timeline) -> Result<(), Failure> {
    flags.check().map_err(Failure::usage)?;
    let mut recording = Recording::open(&flags.file).map_err(Failure::start)?;
    if drawings::draw(flags, &mut recording)? {
        return Ok(());
    }
    let text = text(flags, &mut recording).map_err(|e| {
        let file = flags.file.display();
        Failure::start(format!("cannot read {file}: {e}"))
    })?;
    show(&text)
}

fn text(flags: &Timeline, recording: &mut Recording) -> io::Result<String> {
    let mut window = window(flags, recording.header.start);
    let width = width(flags);
    if flags.stats {
        return Ok(stats(&Survey::of(recording, window)?, width));
    }
    if flags.by == By::Event {
        window = recording.by_event(window)?;
    }
    let ink = Ink { colour: colour(flags.color) };
    draw(recording, window, flags.by, (width, ink))
}

/// Seconds since the server's start, on the recording's clock.
pub fn window(flags: &Timeline, start: u64) -> Window {
    let ns = |time: Duration| {
        let since = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        start.saturating_add(since)
    };
    let from = flags.from.map_or(0, ns);
    Window { from, to: flags.to.map_or(u64::MAX, ns) }
}

fn width(flags: &Timeline) -> usize {
    let columns = || {
        let (width, _) = terminal_size::terminal_size()?;
        Some(width.0)
    };
    usize::from(flags.width.or_else(columns).unwrap_or(80).max(40))
}

pub fn colour(when: Colour) -> bool {
    match when {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none()
        }
    }
}

pub fn show(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever read it has read enough.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => {
            let text = format!("cannot write to the output: {e}");
            Err(Failure::start(text))
        }
        Ok(()) => Ok(()),
    }
}
