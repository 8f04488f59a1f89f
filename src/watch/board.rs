//! The board: the title, the answer, who is inside, the log, the keys. Each
//! part takes the rows that it needs; the answer the upper half, and the log's
//! rows where many wait.

use super::answer::seconds;
use super::list::{self, Rows};
use super::state::State;
use super::view::{Shown, View};
use super::{Answer, bars};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style, Stylize};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Draws the whole board, at any size. What finds no room is left out, the
/// answer last.
pub fn draw(frame: &mut Frame, view: &mut View) {
    let shown = view.shown();
    let (colour, paused) = (view.colour, view.is_paused());
    let [title, middle, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let width = middle.width;
    let half = match middle.height {
        rows @ 0..8 => rows,
        rows => rows.div_ceil(2),
    };
    let answer = Answer::new(&shown.state);
    let spare = log_rows(middle.height);
    let top = bars::top(&shown.state, &answer, (width, half, spare), colour);
    let rows = (half + spare).saturating_sub(top.len() as u16).min(spare);
    // A rule without a line below it tells nothing.
    let log_height = if rows > 1 { rows } else { 0 };
    let counts = counts(&shown.state, width.into());
    let rows = list::rows(&shown.state, width.into(), colour);
    let [upper, _, middle, below, log] = Layout::vertical([
        Constraint::Length(top.len() as u16),
        Constraint::Length(u16::from(half < middle.height)),
        Constraint::Length(counts.len() as u16),
        Constraint::Fill(1),
        Constraint::Length(log_height),
    ])
    .areas(middle);
    put(frame, title, vec![head(shown, paused, title.width.into())]);
    put(frame, upper, top);
    put(frame, middle, counts);
    put(frame, log, tail(shown, log));
    let (most, first) = (usize::from(below.height), view.scroll);
    let (text, scroll, range) = window(rows, most, first);
    put(frame, below, text);
    put(frame, keys, vec![help(&range, paused)]);
    view.scroll = scroll;
}

/// The title, the answer and the counts, as text for a terminal that shows no
/// board any more: some lines fewer than it has rows.
pub fn last(view: &View, (width, height): (u16, u16)) -> Vec<String> {
    let shown = view.shown();
    if shown.state.now == 0 {
        return Vec::new(); // no state has come
    }
    let answer = Answer::new(&shown.state);
    let head = head(shown, view.is_paused(), width.into()).to_string();
    let counts = counts(&shown.state, width.into());
    let room = height.saturating_sub(counts.len() as u16 + 4);
    let top = bars::top(&shown.state, &answer, (width, room, 0), false);
    let lines = top.into_iter().chain([Line::default()]).chain(counts);
    let lines = lines.map(|line| line.to_string().trim_end().to_string());
    let cut = |line: String| line.chars().take(width.into()).collect();
    [head].into_iter().chain(lines).map(cut).collect()
}

fn put(frame: &mut Frame, area: Rect, lines: Vec<Line>) {
    frame.render_widget(Paragraph::new(lines), area);
}

/// Rows for the log, its rule included: where there is room for it.
fn log_rows(rows: u16) -> u16 {
    match rows {
        0..18 => 0,
        rows => rows / 5,
    }
}

fn head(shown: &Shown, paused: bool, width: usize) -> Line<'static> {
    let Shown { header, state, .. } = shown;
    let now = if shown.silent > 0 {
        format!("no news for {} ", seconds(shown.silent))
    } else if paused {
        "PAUSED ".into()
    } else if state.closing {
        "CLOSING ".into()
    } else {
        let up = state.now.saturating_sub(header.start);
        format!("up {} ", seconds(up))
    };
    let comma = if header.service.is_empty() { "" } else { ", " };
    let what = format!(
        " {}{comma}{}  {}",
        header.stage, header.service, header.listen
    );
    let room = width.saturating_sub(now.len() + 1);
    let head = format!("{what:room$.room$} {now}");
    Line::styled(head, Style::new().bold().reversed())
}

/// The numbers, in as many lines as the width asks for.
fn counts(state: &State, width: usize) -> Vec<Line<'static>> {
    let mut parts = Vec::new();
    if state.limit > 0 {
        parts.push(format!("inside {} of {}", state.inside, state.limit));
    }
    match &state.datagrams {
        Some(all) => {
            parts.push(format!("datagrams in {}", all.received));
            parts.push(format!("out {}", all.sent));
            parts.push(format!("not answered {}", all.ignored));
            parts.push(format!("dropped by the kernel {}", all.dropped));
        }
        None => {
            let busy = state.inside.saturating_sub(state.waiting);
            if state.servers > 1 {
                let busy = busy.min(state.servers);
                parts.push(format!("workers {busy} of {} busy", state.servers));
            }
            match (state.places, state.waiting) {
                (Some(all), n) => {
                    parts.push(format!("our queue {} of {all}", n.min(all)));
                }
                (None, 0) => (),
                (None, n) => parts.push(format!("our queue {n}")),
            }
            let queued = state.queued.len() as u64;
            let queued = queued.saturating_add(state.queued_more);
            parts.push(format!("kernel's queue {queued}"));
            parts.push(format!("accepted {}", state.accepted));
        }
    }
    if state.limit > 0 {
        parts.push(format!("turned away {}", state.turned_away));
    }
    let mut lines = vec![String::new()];
    for part in parts {
        let last = lines.last_mut();
        match last {
            Some(line) if line.len() + part.len() + 3 <= width => {
                *line += if line.is_empty() { " " } else { "   " };
                *line += &part;
            }
            _ => lines.push(format!(" {part}")),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.into_iter().map(|line| Line::from(line).bold()).collect()
}

/// The header, and the rows of the list that are shown; the first of them, and
/// which they are, if not all.
fn window(
    Rows { header, mut rows }: Rows,
    height: usize,
    scroll: usize,
) -> (Vec<Line<'static>>, usize, String) {
    let (all, most) = (rows.len(), height.saturating_sub(1));
    let first = scroll.min(all.saturating_sub(most));
    let last = (first + most).min(all);
    let range = match all > most && most > 0 {
        true => format!("   {}-{last} of {all}", first + 1),
        false => String::new(),
    };
    rows.truncate(last);
    rows.drain(..first);
    rows.insert(0, header);
    (rows, first, range)
}

fn tail(shown: &Shown, area: Rect) -> Vec<Line<'static>> {
    let rows = usize::from(area.height).saturating_sub(1);
    let rule = "─".repeat(area.width.into());
    let rule = Line::styled(rule, Style::new().add_modifier(Modifier::DIM));
    let first = shown.log.len().saturating_sub(rows);
    let lines = shown.log.iter().skip(first);
    let lines = lines.map(|line| Line::from(line.clone()));
    [rule].into_iter().chain(lines).collect()
}

fn help(range: &str, paused: bool) -> Line<'static> {
    let pause = if paused { "p go on" } else { "p pause" };
    let text = format!(" q quit   {pause}   ↑ ↓ PgUp PgDn scroll{range}");
    Line::from(text).reversed()
}
