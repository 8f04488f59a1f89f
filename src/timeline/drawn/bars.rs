//! What stands in a picture's lanes.

use super::data::name;
use super::ink::{Align, Ink};
use super::scale::{RIGHT, Scale};
use super::strip::cross;
use crate::timeline::{Bar, ClientId, Lane, LaneKind, Mark, State};
use std::collections::HashMap;

/// A thread's lane, and a row of a queue's.
const TALL: f64 = 40.0;
const ROW: f64 = 24.0;
/// As thin as a bar can be and still be seen. Many that are thinner must not
/// look like one that is long: so they stand so far apart.
const THIN: f64 = 2.0;
const APART: f64 = 5.0;
/// Of more rows nothing could be seen.
const ROWS: usize = 40;

fn rows(lane: &Lane) -> usize {
    let rows = lane.bars.iter().map(|bar| bar.row + 1).max();
    rows.unwrap_or(1).min(ROWS)
}

pub fn height(lane: &Lane) -> f64 {
    match (lane.kind, rows(lane)) {
        (LaneKind::Thread, _) | (_, 1) => TALL,
        (_, rows) => rows as f64 * row_height(rows),
    }
}

fn row_height(rows: usize) -> f64 {
    if rows > 8 { ROW / 2.0 } else { ROW }
}

pub fn draw(ink: &mut Ink, scale: &Scale, lane: &Lane, top: f64) {
    let rows = rows(lane);
    let row = if rows == 1 { TALL } else { row_height(rows) };
    // Where the last letter stands, of whom: a client that stays needs one.
    let mut lettered = (f64::MIN, None);
    let mut thin = HashMap::new();
    for bar in lane.bars.iter().filter(|bar| bar.row < ROWS) {
        let place = (top + bar.row as f64 * row, row);
        let (x, end) = ends(scale, bar);
        let thin = thin.entry((bar.row, bar.state)).or_insert(f64::MIN);
        if end - x < THIN && x < *thin + APART {
            continue;
        }
        *thin = end;
        draw_bar(ink, bar, colour(scale, bar), place, (x, end));
        let far = x > lettered.0 + 160.0;
        let apart = lane.kind != LaneKind::Thread;
        if let Some(id) = served(bar)
            && (far || apart || lettered.1 != bar.client)
            && scale.x(bar.to.unwrap_or(u64::MAX)) - x > 18.0
        {
            let colour = scale.picture.paint(id).rgb;
            let middle = place.0 + row / 2.0;
            let letter = scale.picture.letter(id);
            chip(ink, (x + 3.0, middle), (colour, letter));
            lettered = (x, bar.client);
        }
    }
    for mark in &lane.marks {
        draw_mark(ink, scale, mark, top + height(lane));
    }
}

/// Who has the thread: nobody, while it waits for whoever comes next.
fn served(bar: &Bar) -> Option<ClientId> {
    bar.client.filter(|_| !bar.state.is_idle())
}

/// What never ended goes beyond the edge.
fn ends(scale: &Scale, bar: &Bar) -> (f64, f64) {
    let end = bar.to.map_or(RIGHT + 10.0, |to| scale.x(to));
    (scale.x(bar.from), end)
}

fn colour(scale: &Scale, bar: &Bar) -> &'static str {
    served(bar).map_or("#777", |id| scale.picture.paint(id).rgb)
}

fn draw_bar(
    ink: &mut Ink,
    bar: &Bar,
    colour: &str,
    (top, row): (f64, f64),
    (x, end): (f64, f64),
) {
    let height = (row - 4.0) * tall(bar.state);
    let y = top + (row - height) / 2.0;
    shape(ink, bar.state, colour, (x, y, (end - x).max(THIN), height));
}

/// The part of its row that a state takes, as on the page.
pub fn tall(state: State) -> f64 {
    match state {
        State::Accept | State::Take | State::Receive => 0.14,
        State::Read | State::Lock | State::Held => 0.66,
        State::Waits => 0.8,
        State::Served | State::Write | State::Send | State::Think => 1.0,
    }
}

pub fn shape(
    ink: &mut Ink,
    state: State,
    colour: &str,
    area: (f64, f64, f64, f64),
) {
    ink.rect(area, &format!(r#"fill="{colour}""#));
    let pattern = match state {
        State::Served | State::Accept => return,
        State::Send => "write",
        state => name(state),
    };
    if area.2 > 3.0 {
        let edge = match state.is_idle() {
            true => String::new(),
            false => format!(r#"stroke="{colour}" stroke-width="2""#),
        };
        let over = format!(r#"fill="url(#{pattern})" {edge}"#);
        ink.rect(area, &over);
    }
}

/// A client's letter, in its colour.
pub fn chip(ink: &mut Ink, (x, middle): (f64, f64), who: (&str, char)) {
    let (colour, letter) = who;
    let area = (x, middle - 9.0, 18.0, 18.0);
    ink.rect(area, &format!(r#"rx="3" fill="{colour}""#));
    let white = r##"fill="#fff" font-weight="bold""##;
    let place = (x + 9.0, middle + 5.0);
    ink.text(place, (14.0, Align::Middle), white, &letter.to_string());
}

fn draw_mark(ink: &mut Ink, scale: &Scale, mark: &Mark, foot: f64) {
    let shown = matches!(mark.what.as_str(), "closed" | "turned away");
    let inside = (scale.picture.from..=scale.picture.to).contains(&mark.ns);
    if shown && inside {
        let d = cross(scale.x(mark.ns), foot - 6.0);
        ink.path(&d, r##"stroke="#000" stroke-width="2.5""##);
    }
}
