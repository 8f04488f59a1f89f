//! A block in a terminal: its name on a rule, and its lines as they are.

use super::Ink;
use crate::lesson::{Block, Line, SHELL};

pub fn block(block: &Block, width: usize, ink: Ink) -> Vec<String> {
    let rule = title(block).map(|name| {
        let used = name.chars().count() + 4;
        let rest = "─".repeat(width.saturating_sub(used));
        let (left, right) = (ink.quiet("──"), ink.quiet(&rest));
        format!("{left} {} {right}", ink.strong(&name))
    });
    let diff = block.tag.first().is_some_and(|tag| tag == "diff");
    let lines = block.lines.iter().map(|text| match block.terminal() {
        Some(_) => console(&Line::of(text), ink),
        None if diff && text.starts_with('>') => ink.added(text),
        None if diff && text.starts_with('<') => ink.removed(text),
        None => text.clone(),
    });
    let lines: Vec<String> = lines.collect();
    rule.into_iter().chain(lines).collect()
}

/// What a block is called: its terminal, or what it is a copy of.
pub fn title(block: &Block) -> Option<String> {
    if let Some(name) = block.terminal() {
        return Some(format!("in {name}:"));
    }
    let source = block.source.as_deref().filter(|_| block.is_copy())?;
    let (kind, of) = source.split_once(": ")?;
    Some(match kind {
        "code" => match of.split_once('#') {
            Some((file, item)) => format!("{item} in {file}"),
            None => of.into(),
        },
        "diff" => format!("diff {of}"),
        _ => of.into(),
    })
}

fn console(line: &Line, ink: Ink) -> String {
    let Some(typed) = &line.typed else { return line.output() };
    let mark = if line.printed == SHELL { "" } else { "» " };
    format!("{}{mark}{}", line.output(), ink.typed(typed))
}
