//! One contestant in one row, in words. What came from outside is escaped
//! here: the names of contestants, and what a server has said.

use super::amount::amount;
use crate::compare::{Cell, Contestant, Row, Verdict};
use crate::trace::escape;
use unicode_width::UnicodeWidthChar;

/// What the signs of the short table mean.
pub const SIGNS: &str = "* best   ≈ the noise could explain who leads, \
                         or its turns are few   ! wrong answers   - not \
                         measured   ~ not compared";

/// A name safe to show, of at most 24 columns.
pub fn name(contestant: &Contestant) -> String {
    within(&escape(contestant.name.as_bytes(), 80), 24)
}

/// The beginning of a text that takes at most so many columns, as a terminal
/// counts them (a Chinese letter takes two); what is missing is marked.
pub fn within(text: &str, columns: usize) -> String {
    let wide = |c: char| c.width().unwrap_or(0);
    if text.chars().map(wide).sum::<usize>() <= columns {
        return text.into();
    }
    let (mut kept, mut taken) = (String::new(), 0);
    for c in text.chars() {
        taken += wide(c);
        if taken + 1 > columns {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// The figure, or what there is instead of it.
pub fn value(row: &Row, cell: &Cell) -> String {
    match (&cell.verdict, &cell.text, cell.value) {
        (Verdict::NotMeasured(_), ..) => "–".into(),
        (Verdict::Wrong(_), ..) => "wrong".into(),
        (_, Some(text), _) => escape(text.as_bytes(), 40),
        (_, _, Some(value)) => amount(row.unit, value),
        (_, None, None) => "no figure".into(),
    }
}

/// From where to where the middle half of the rounds was; None where that
/// tells nothing more.
pub fn middle_half(row: &Row, cell: &Cell) -> Option<String> {
    let (low, high) = (cell.low?, cell.high?);
    let valued = cell.value.is_some() && cell.text.is_none();
    let shown = valued && !is_out(cell) && low < high;
    let [from, to] = [low, high].map(|end| amount(row.unit, end));
    (shown && from != to).then(|| format!("{from} to {to}"))
}

fn is_out(cell: &Cell) -> bool {
    matches!(cell.verdict, Verdict::Wrong(_) | Verdict::NotMeasured(_))
}

/// Where it stands: the noise gives no places.
pub fn place(cell: &Cell) -> String {
    match &cell.verdict {
        Verdict::Best => "best".into(),
        Verdict::Same => "≈".into(),
        Verdict::Ranked(place) => ordinal(*place),
        Verdict::Baseline => "baseline".into(),
        Verdict::Wrong(_) => "out".into(),
        Verdict::Unranked(_) | Verdict::NotMeasured(_) => String::new(),
        Verdict::Open => "not decided".into(),
    }
}

fn ordinal(place: usize) -> String {
    let ending = match (place % 100, place % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// The same as one sign, where there is little room.
pub fn sign(cell: &Cell) -> &'static str {
    match &cell.verdict {
        Verdict::Best => "*",
        Verdict::Same => "≈",
        Verdict::Wrong(_) => "!",
        Verdict::NotMeasured(_) => "-",
        Verdict::Unranked(_) => "~",
        Verdict::Ranked(_) | Verdict::Baseline | Verdict::Open => "",
    }
}

/// What must be said beside it: the note, why it has no place, and whether the
/// figure is the server's at all.
pub fn notes(cell: &Cell) -> Vec<String> {
    let reason = match &cell.verdict {
        Verdict::Unranked(why) => Some(("not compared", why)),
        Verdict::NotMeasured(why) => Some(("not measured", why)),
        Verdict::Wrong(how) => Some(("out", how)),
        _ => None,
    };
    let reason = reason.map(|(what, why)| {
        let known = [&cell.note, &cell.text].contains(&&Some(why.clone()));
        match known || why.is_empty() {
            true => what.to_string(),
            false => format!("{what}: {why}"),
        }
    });
    let limit = cell.limit.clone().filter(|_| !is_out(cell));
    let notes = cell.note.iter().cloned().chain(reason).chain(limit);
    notes.map(|note| escape(note.as_bytes(), 200)).collect()
}

/// Who share a note, and the note: in the order of the first of them. Not
/// those without words.
pub fn together(
    notes: impl Iterator<Item = (String, String)>,
) -> Vec<(String, String)> {
    let mut groups: Vec<(String, String)> = Vec::new();
    for (name, note) in notes.filter(|(_, note)| !note.is_empty()) {
        match groups.iter_mut().find(|(_, other)| *other == note) {
            Some((names, _)) => *names += &format!(", {name}"),
            None => groups.push((name, note)),
        }
    }
    groups
}
