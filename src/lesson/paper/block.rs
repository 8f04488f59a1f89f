//! A block on paper: as it is shown, or with room for what is to be seen.

use super::drawing;
use super::{escaped, room};
use crate::lesson::text::title;
use crate::lesson::{Block, Line, SHELL};

/// Room for what a terminal shows has so many lines at most.
const MOST: usize = 3;

pub fn shown(block: &Block) -> String {
    let lines = block.lines.iter().map(|text| match block.terminal() {
        Some(_) => console(&Line::of(text)),
        None => escaped(text) + "\n",
    });
    figure(block, &format!("<pre>{}</pre>\n", lines.collect::<String>()))
}

/// What is typed stays; a copy of code stays.
pub fn asked(block: &Block) -> String {
    if block.terminal().is_none() {
        return shown(block);
    }
    let (mut inner, mut seen) = (String::new(), Vec::new());
    let mut draws = false;
    for text in &block.lines {
        let line = Line::of(text);
        let Some(typed) = &line.typed else {
            seen.push(line.output());
            continue;
        };
        inner += &left_open(&seen, draws);
        seen.clear();
        draws = drawing::is_drawn_by(typed);
        inner += &format!("<pre>{}</pre>\n", console(&line));
    }
    inner += &left_open(&seen, draws);
    figure(block, &inner)
}

fn left_open(seen: &[String], draws: bool) -> String {
    match seen {
        [] => String::new(),
        seen if draws => drawing::blank(seen),
        seen => room(seen.len().min(MOST)),
    }
}

fn figure(block: &Block, inner: &str) -> String {
    // A long one may be cut by the page's end.
    let long = if block.lines.len() > 30 { " class=long" } else { "" };
    let name = title(block)
        .map(|name| format!("<figcaption>{}</figcaption>\n", escaped(&name)));
    let name = name.unwrap_or_default();
    format!("<figure{long}>\n{name}{inner}</figure>\n")
}

fn console(line: &Line) -> String {
    let printed = escaped(&line.output());
    let Some(typed) = &line.typed else { return printed + "\n" };
    let mark = if line.printed == SHELL { "" } else { "» " };
    format!("{printed}{mark}<b>{}</b>\n", escaped(typed))
}
