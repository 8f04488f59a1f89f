//! `echostage lesson`: the book, to list, to read, to play and to print.

mod list;
mod pager;
mod paper;
mod play;

use super::Failure;
use super::timeline::{colour, show};
use crate::cli::{Colour, Lesson as Flags};
use crate::lesson::text::{Ink, page};
use crate::lesson::{Lesson, TABLE, named};
use crate::trace::escape;
use std::io::{self, IsTerminal};

/// Longer lines are hard to read.
const WIDEST: usize = 80;

pub fn run(flags: &Flags) -> Result<(), Failure> {
    if let Some(path) = &flags.book {
        return paper::book(path);
    }
    let Some(name) = &flags.name else { return show(&list::list()) };
    let lesson = named(name).ok_or_else(|| unknown(name))?;
    #[cfg(unix)]
    if let Some(folder) = &flags.guide {
        return play::guide(lesson, folder);
    }
    if flags.play {
        return play::play(lesson);
    }
    if flags.handout.is_some() || flags.teacher.is_some() {
        return paper::write(flags, lesson);
    }
    read(lesson)
}

fn unknown(name: &str) -> Failure {
    let lessons = TABLE.iter().filter_map(Lesson::number);
    let (first, last) = (lessons.clone().min(), lessons.max());
    let pages = TABLE.iter().filter(|page| page.number().is_none());
    let mut there = vec![format!(
        "{} to {}",
        first.unwrap_or_default(),
        last.unwrap_or_default()
    )];
    there.extend(pages.map(|page| page.name.into()));
    Failure::usage(format!(
        "no lesson {}; there are {} (see: echostage lesson)",
        escape(name.as_bytes(), 40),
        there.join(", ")
    ))
}

fn read(lesson: &Lesson) -> Result<(), Failure> {
    let ink = Ink { colour: colour(Colour::Auto) };
    let text = page(&lesson.page(), width(), ink);
    if io::stdout().is_terminal() && pager::shows(&text) {
        return Ok(());
    }
    show(&text)
}

/// How wide text may be here.
fn width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| width.0);
    columns.map_or(WIDEST, usize::from).clamp(20, WIDEST)
}
