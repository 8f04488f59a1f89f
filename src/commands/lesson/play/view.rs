//! What the guide shows of a step: lines, and which keys there are.

use crate::lesson::text::{self, Ink};
use crate::lesson::{Act, Step};

/// What a step is for the person who reads.
pub struct View {
    pub lines: Vec<String>,
    pub hint: String,
}

/// Where the step stands: it is next, it is being done, or it was done.
#[derive(Clone, Copy, PartialEq)]
pub enum When {
    Next,
    Waits,
    Past,
}

pub fn view(step: &Step, when: When, width: usize, ink: Ink) -> View {
    let (act, hint) = act(step, when, ink);
    let mut lines = text::items(&step.items, width, ink);
    if !lines.is_empty() && !act.is_empty() {
        lines.push(String::new());
    }
    lines.extend(act);
    View { lines, hint }
}

/// What is to be done, and the key for it.
fn act(step: &Step, when: When, ink: Ink) -> (Vec<String>, String) {
    match &step.act {
        Act::Read => {
            let hint = match step.part {
                "Predict" => "write it down, then press any key",
                _ => "Enter: go on",
            };
            (vec![], hint.into())
        }
        Act::Type { terminal, line, .. } => {
            let typed = line.typed.as_deref().unwrap_or_default();
            let key = typed.starts_with("Ctrl-");
            let prompt = if key { "" } else { &line.printed };
            let verb = if key { "presses" } else { "types" };
            let (head, hint) = match when {
                When::Next => ("Next, in", format!("Enter {verb} it")),
                When::Past => ("Done, in", "Enter: go on".into()),
                When::Waits => {
                    ("Waiting for", format!("Enter {verb} it all the same"))
                }
            };
            let lines = vec![
                format!("{head} {}:", ink.strong(terminal)),
                format!("  {prompt}{}", ink.typed(typed)),
            ];
            (lines, hint)
        }
        Act::Look { terminal } => {
            let lines = vec![format!("Look at {}.", ink.strong(terminal))];
            (lines, "Enter: read on".into())
        }
    }
}

pub fn end() -> View {
    let text = "This is the end of the lesson. What still runs in the \
                terminals ends with it.";
    View {
        lines: text::prose(text, 60, Ink { colour: false }),
        hint: "Enter: end".into(),
    }
}

/// The lines of that page of it, cut to the width: none may scroll the others
/// away.
pub fn rows(lines: &[String], width: usize) -> Vec<String> {
    lines.iter().flat_map(|line| cut(line, width)).collect()
}

/// A line in rows of so many columns. Colours take none.
fn cut(line: &str, width: usize) -> Vec<String> {
    if textwrap::core::display_width(line) <= width {
        return vec![line.into()];
    }
    let rows = textwrap::wrap(line, width.max(1));
    rows.into_iter().map(|row| row.into_owned()).collect()
}
