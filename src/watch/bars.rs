//! The answer, in the upper half: how many wait, a bar for each, as long as
//! its wait, and because of whom.

use super::answer::{Answer, Waiter, seconds};
use super::big::big;
use super::list::ink;
use super::state::State;
use crate::trace::letter;
use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Span};

/// A name is not wider: an IPv4 address with its port.
const NAME: usize = 21;
/// Where not all find room, who waits gets so many rows at least, before
/// anything is said of why.
const WAITERS: usize = 4;

/// At most `height` lines of `width` columns; and `spare` lines more, if those
/// who wait need them.
pub fn top(
    state: &State,
    answer: &Answer,
    (width, height, spare): (u16, u16, u16),
    colour: bool,
) -> Vec<Line<'static>> {
    let text = headline(state, answer);
    let rows = match height {
        0..9 => 1,
        9..18 => 4,
        _ => 8,
    };
    let mut lines = match big(&text, width.saturating_sub(2), rows) {
        Some(big) => {
            let rows = big.into_iter();
            let rows = rows.map(|row| Line::from(format!(" {row}")).bold());
            rows.chain([Line::default()]).collect()
        }
        None => vec![Line::from(format!(" {text}")).bold()],
    };
    let left = usize::from(height).saturating_sub(lines.len());
    lines.extend(if answer.count == 0 {
        calm(state, answer, left, colour)
    } else {
        let left = left + usize::from(spare);
        let because = reasons_room(answer, left);
        let mut lines = waits(answer, left - because, width.into(), colour);
        lines.extend(reasons(answer, because, colour));
        lines
    });
    lines
}

/// How many of `left` rows say why.
fn reasons_room(answer: &Answer, left: usize) -> usize {
    let because = answer.reasons.len() + answer.servers.len();
    let waiters = usize::try_from(answer.count).unwrap_or(usize::MAX);
    let spare = left.saturating_sub(waiters);
    let third = if left / 3 * 2 >= WAITERS { left / 3 } else { 0 };
    because.min(spare.max(third))
}

fn headline(state: &State, answer: &Answer) -> String {
    let longest = answer.waiters.first();
    let time = longest.map_or_else(String::new, |one| {
        let more = if one.early { "+" } else { "" };
        format!(" {}{more}", seconds(one.waits))
    });
    match answer.count {
        0 => "NOBODY WAITS".into(),
        _ if state.datagrams.is_some() => format!("SOME WAIT{time}"),
        1 => format!("1 WAITS{time}"),
        n => format!("{n} WAIT{time}"),
    }
}

/// Nobody waits: who is served, and what by.
fn calm(
    state: &State,
    answer: &Answer,
    most: usize,
    colour: bool,
) -> Vec<Line<'static>> {
    let members = state.clients.iter().any(|one| one.member);
    let inside = state.clients.iter().filter(|one| !one.waits);
    let who: Vec<String> = inside.map(|one| letter(one.conn).into()).collect();
    let is = match who.len() {
        1 => "is",
        _ => "are",
    };
    let doing = if members { "inside" } else { "served" };
    let who = match who.len() {
        0 if state.limit > 0 => "Nobody is inside".into(),
        0 => String::new(),
        1..=8 => format!("{} {is} {doing}", who.join(", ")),
        _ => format!("{} {is} {doing}", state.inside),
    };
    let texts = [&who, &state.model].into_iter().filter(|it| !it.is_empty());
    let mut lines: Vec<Line> =
        texts.map(|text| Line::from(format!(" {text}"))).collect();
    if state.datagrams.is_some() {
        let left = most.saturating_sub(lines.len());
        lines.extend(servers(answer, "", left, colour));
    }
    lines.truncate(most);
    lines
}

fn waits(
    answer: &Answer,
    most: usize,
    width: usize,
    colour: bool,
) -> Vec<Line<'static>> {
    let all = &answer.waiters;
    let fit = if answer.count as usize > most { most.max(1) - 1 } else { most };
    let fit = fit.min(all.len());
    let name = all[..fit].iter().map(|one| one.name.chars().count());
    let name = name.max().unwrap_or(0).min(NAME);
    let longest = all.first().map_or(1, |one| one.waits.max(1));
    let note = if all.iter().any(|one| one.early) { 32 } else { 16 };
    let room = width.saturating_sub(name + note + 15);
    let row = |one: &Waiter| {
        let length = one.waits as u128 * room as u128 / longest as u128;
        let bar = "█".repeat((length as usize).max(1));
        let early = if one.early { ", since attached" } else { "" };
        let time = seconds(one.waits);
        let Waiter { name: who, place, conn, .. } = one;
        let ink = ink(*conn, colour);
        Line::from(vec![
            Span::styled(format!(" {who:name$}  "), ink.bold()),
            Span::styled(format!("{bar:room$}"), ink),
            Span::from(format!(" {time:>8}  ")).bold(),
            Span::from(format!("{place}{early}")),
        ])
    };
    let mut lines: Vec<Line> = all[..fit].iter().map(row).collect();
    let left = answer.count as usize - fit;
    if left > 0 && lines.len() < most {
        lines.push(Line::from(format!(" and {left} more wait")));
    }
    lines
}

fn reasons(answer: &Answer, most: usize, colour: bool) -> Vec<Line<'static>> {
    const BECAUSE: &str = "because ";
    let mut lines: Vec<Line> = answer
        .reasons
        .iter()
        .map(|text| Line::from(format!(" {BECAUSE}{text}")))
        .take(most)
        .collect();
    let first = if lines.is_empty() { BECAUSE } else { "    and " };
    lines.extend(servers(answer, first, most - lines.len(), colour));
    lines
}

/// The threads that serve, a line each; `first` stands before the first. The
/// last line counts those that find no room.
fn servers(
    answer: &Answer,
    first: &str,
    most: usize,
    colour: bool,
) -> Vec<Line<'static>> {
    let all = &answer.servers;
    let fit = all.len().min(most);
    let indent = first.len();
    let heads = [first].into_iter().chain(std::iter::repeat(""));
    let rows = all[..fit].iter().zip(heads);
    let mut lines: Vec<Line> = rows
        .map(|((conn, text), head)| {
            Line::from(vec![
                Span::styled(format!(" {head:indent$}"), Style::new()),
                Span::styled(text.clone(), ink(*conn, colour)),
            ])
        })
        .collect();
    let left = all.len() - fit;
    if let Some(last) = lines.last_mut().filter(|_| left > 0) {
        let s = if left == 1 { "" } else { "s" };
        last.push_span(format!(", and {left} more thread{s}"));
    }
    lines
}
