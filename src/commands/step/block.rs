//! The lines that show who is held where, for a screen or a transcript.

use crate::step::{Row, View};
use crate::trace::paint;

/// What a block shows besides the threads.
pub struct Around<'a> {
    /// As `stage threads, service count`.
    pub title: &'a str,
    /// What no gate reaches; may be empty.
    pub ungated: &'a str,
    /// How many stand in the kernel's queue.
    pub queued: u64,
}

/// `width` columns; at most `most` lines.
pub fn block(
    view: &View,
    around: &Around,
    width: usize,
    most: usize,
) -> Vec<String> {
    if view.is_open {
        let head = format!("-- every gate is open -- {} ", around.title);
        return vec![format!("{head:-<width$}")];
    }
    let mut lines = vec![head(view, around.title, width)];
    lines.extend(view.rows.iter().map(|one| row(one, width)));
    if lines.len() > most {
        let left = lines.len() + 1 - most;
        lines.truncate(most - 1);
        lines.push(format!("   … and {left} more"));
    }
    if view.rows.is_empty() {
        lines.push("   no thread has come to a gate yet".into());
    }
    if let Some((left, next)) = &view.plays {
        lines.push(format!("   schedule {left} left, {next}"));
    }
    if let Some(until) = &view.until {
        lines.push(format!("   until    {until} (Enter ends it)"));
    }
    if around.queued > 0 {
        let queued = around.queued;
        lines.push(format!("   queued   {queued} in the kernel's queue"));
    }
    if !around.ungated.is_empty() {
        lines.push(format!("   {}", around.ungated));
    }
    lines
}

fn head(view: &View, title: &str, width: usize) -> String {
    let count = |state| view.rows.iter().filter(|r| r.state == state).count();
    let head = format!(
        "-- step {} -- {} held, {} blocked, {} running -- {title} ",
        view.steps,
        count("held"),
        count("blocked"),
        count("runs"),
    );
    format!("{head:-<width$}")
}

fn row(row: &Row, width: usize) -> String {
    let number = row.number.map_or_else(String::new, |n| n.to_string());
    let line = format!("{number:>2} {:<8} {}", row.state, row.text);
    let spot = row.spot.to_string();
    let room = width.saturating_sub(line.chars().count() + 1);
    if spot.len() < room { format!("{line}{spot:>room$}") } else { line }
}

/// The same with each connection in its colour.
pub fn coloured(line: String, conn: u64) -> String {
    if conn == 0 {
        return line;
    }
    let (who, colour) = (format!(" #{conn} "), paint(conn).terminal);
    line.replacen(&who, &format!("\x1b[38;5;{colour}m{who}\x1b[0m"), 1)
}
