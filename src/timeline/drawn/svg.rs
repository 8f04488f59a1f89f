//! The drawing as a picture: what the clients did, and below it a lane for
//! each queue and each thread. Blank, the lanes are empty: to draw in on paper.

use super::cuts::Cuts;
use super::html::{PATTERNS, about, name};
use super::ink::{Align, Ink};
use super::strip;
use crate::stage;
use crate::timeline::{Bar, By, Lane, LaneKind, Mark, Picture, State};
use crate::trace::escape;

const WIDTH: f64 = 1280.0;
const LEFT: f64 = 150.0;
const RIGHT: f64 = WIDTH - 24.0;
/// A thread's lane, a row of a queue's, and what is between two lanes.
const TALL: f64 = 40.0;
const ROW: f64 = 24.0;
const GAP: f64 = 8.0;
/// Of more lanes, or rows, nothing could be seen.
const LANES: usize = 200;
const ROWS: usize = 40;

/// Where a time stands, from left to right.
pub struct Scale<'a> {
    pub picture: &'a Picture,
    pub cuts: Cuts,
    pub by: By,
}

impl Scale<'_> {
    pub fn x(&self, ns: u64) -> f64 {
        let (from, to) = (self.picture.from, self.picture.to);
        let whole = self.cuts.place(from, to).max(1) as f64;
        let place = self.cuts.place(from, ns.clamp(from, to)) as f64;
        LEFT + place / whole * (RIGHT - LEFT)
    }
}

/// The picture. Without `blank` it is the solution: all stands where it does
/// with it.
pub fn svg(picture: &Picture, by: By, blank: bool) -> String {
    let scale = Scale { picture, cuts: Cuts::of(picture, by), by };
    let mut ink = Ink::default();
    let mut y = 56.0;
    title(&mut ink, picture, by);
    y = strip::clients(&mut ink, &scale, y);
    let (top, first) = (y, y + 22.0);
    let mut bodies = Ink::default();
    y = first;
    for lane in picture.lanes.iter().take(LANES) {
        let height = height(lane);
        let fill = match lane.kind {
            LaneKind::Thread => "#f3f3f3",
            _ => "#e6eef6",
        };
        let ground = (LEFT, y, RIGHT - LEFT, height);
        ink.rect(ground, &format!(r##"fill="{fill}" stroke="#bbb""##));
        let middle = y + height / 2.0 + 5.0;
        let bold = r#"font-weight="bold""#;
        ink.text((8.0, middle), (15.0, Align::Left), bold, &lane.name);
        if !blank {
            draw(&mut bodies, &scale, lane, y);
        }
        y += height + GAP;
    }
    ticks(&mut ink, &scale, (top, y - GAP));
    ink.raw(bodies.into_text());
    cuts(&mut ink, &scale, (top, y - GAP));
    y = legend(&mut ink, picture, y + 14.0);
    for note in notes(picture) {
        ink.text((8.0, y), (13.0, Align::Left), "", &note);
        y += 18.0;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" \
         height=\"{y:.0}\" viewBox=\"0 0 {WIDTH} {y:.0}\" \
         font-family=\"system-ui, 'DejaVu Sans', sans-serif\" fill=\"#111\">\n\
         <defs>{PATTERNS}</defs>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{}</svg>\n",
        ink.into_text()
    )
}

fn notes(picture: &Picture) -> Vec<String> {
    let mut notes = picture.left_out.clone();
    if picture.lanes.len() > LANES {
        let more = picture.lanes.len() - LANES;
        notes.push(format!("{more} lanes more are not drawn."));
    }
    notes
}

fn title(ink: &mut Ink, picture: &Picture, by: By) {
    let stage = &picture.header.stage;
    let model = stage::named(stage).map_or("", |stage| stage.model);
    let title = match escape(stage.as_bytes(), 40) {
        name if name.is_empty() => "a recording".into(),
        name => format!("{name}: {model}"),
    };
    let bold = r#"font-weight="bold""#;
    ink.text((8.0, 26.0), (20.0, Align::Left), bold, &title);
    let about = match by {
        By::Time => about(picture),
        By::Event => format!("one step an event · {}", about(picture)),
    };
    ink.text((8.0, 46.0), (13.0, Align::Left), r##"fill="#555""##, &about);
}

fn rows(lane: &Lane) -> usize {
    let rows = lane.bars.iter().map(|bar| bar.row + 1).max();
    rows.unwrap_or(1).min(ROWS)
}

fn height(lane: &Lane) -> f64 {
    match (lane.kind, rows(lane)) {
        (LaneKind::Thread, _) | (_, 1) => TALL,
        (_, rows) => rows as f64 * row_height(rows),
    }
}

fn row_height(rows: usize) -> f64 {
    if rows > 8 { ROW / 2.0 } else { ROW }
}

fn draw(ink: &mut Ink, scale: &Scale, lane: &Lane, top: f64) {
    let rows = rows(lane);
    let row = if rows == 1 { TALL } else { row_height(rows) };
    // Where the last letter stands, of whom: a client that stays needs one.
    let mut lettered = (f64::MIN, None);
    for bar in lane.bars.iter().filter(|bar| bar.row < ROWS) {
        let place = (top + bar.row as f64 * row, row);
        let x = draw_bar(ink, scale, bar, place);
        let far = x > lettered.0 + 160.0;
        let apart = lane.kind != LaneKind::Thread;
        if let Some(id) = bar.client
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

/// Returns where it begins.
fn draw_bar(ink: &mut Ink, scale: &Scale, bar: &Bar, place: (f64, f64)) -> f64 {
    let (top, row) = place;
    let x = scale.x(bar.from);
    // What never ended goes beyond the edge.
    let to = bar.to.map_or(RIGHT + 10.0, |to| scale.x(to));
    let colour = bar.client.map_or("#777", |id| scale.picture.paint(id).rgb);
    let height = (row - 4.0) * tall(bar.state);
    let y = top + (row - height) / 2.0;
    shape(ink, bar.state, colour, (x, y, (to - x).max(2.0), height));
    x
}

/// The part of its row that a state takes, as on the page.
fn tall(state: State) -> f64 {
    match state {
        State::Accept | State::Take => 0.14,
        State::Receive => 0.3,
        State::Read | State::Lock | State::Held => 0.66,
        State::Waits => 0.8,
        State::Served | State::Write | State::Send | State::Think => 1.0,
    }
}

fn shape(
    ink: &mut Ink,
    state: State,
    colour: &str,
    area: (f64, f64, f64, f64),
) {
    ink.rect(area, &format!(r#"fill="{colour}""#));
    let pattern = match state {
        State::Served | State::Accept | State::Take => return,
        State::Send => "write",
        State::Receive => "read",
        state => name(state),
    };
    if area.2 > 3.0 {
        let over = format!(
            r#"fill="url(#{pattern})" stroke="{colour}" stroke-width="2""#
        );
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
        let d = strip::cross(scale.x(mark.ns), foot - 6.0);
        ink.path(&d, r##"stroke="#000" stroke-width="2.5""##);
    }
}

fn ticks(ink: &mut Ink, scale: &Scale, (top, foot): (f64, f64)) {
    let picture = scale.picture;
    let start = picture.header.start;
    let unit = if scale.by == By::Event { 1.0 } else { 1e9 };
    let whole = scale.cuts.place(picture.from, picture.to) as f64 / unit;
    let mut step = nice(whole / 14.0);
    if scale.by == By::Event {
        step = step.max(1.0);
    }
    let (from, to) = (picture.from as f64, picture.to as f64);
    let first = ((from - start as f64) / unit / step).ceil();
    let digits = if step < 1.0 { (-step.log10()).ceil() as usize } else { 0 };
    for n in 0..1_000_000 {
        let value = (first + f64::from(n)) * step;
        let ns = (start as f64 + value * unit) as u64;
        if ns as f64 > to {
            break;
        }
        if scale.cuts.all.iter().any(|(a, b)| *a < ns && ns < *b) {
            continue;
        }
        let x = scale.x(ns);
        ink.path(
            &format!("M{x:.1} {}V{foot}", top + 18.0),
            r##"stroke="#ccc""##,
        );
        let label = match scale.by {
            By::Time => format!("{value:.digits$} s"),
            By::Event => format!("{value:.0}"),
        };
        ink.text((x, top + 14.0), (13.0, Align::Middle), "", &label);
    }
    if scale.by == By::Event {
        ink.text((8.0, top + 14.0), (13.0, Align::Left), "", "event");
    }
}

/// 1, 2 or 5 and zeros, at least `least`.
fn nice(least: f64) -> f64 {
    let least = least.max(1e-9);
    let ten = 10f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0].map(|n| n * ten).into_iter();
    step.into_iter().find(|step| *step >= least).unwrap_or(10.0 * ten)
}

fn cuts(ink: &mut Ink, scale: &Scale, (top, foot): (f64, f64)) {
    for (from, to) in &scale.cuts.all {
        let x = f64::midpoint(scale.x(*from), scale.x(*to));
        let mut d = format!("M{:.1} {:.1}", x - 5.0, top + 18.0);
        for n in 0..((foot - top - 18.0) / 10.0).ceil() as usize {
            d += if n % 2 == 0 { "l10 10" } else { "l-10 10" };
        }
        ink.path(&d, r##"stroke="#fff" stroke-width="9""##);
        ink.path(&d, r##"stroke="#555" stroke-width="2""##);
        let label = format!("… {:.0} s …", (to - from) as f64 / 1e9);
        let slanted = r#"font-style="italic""#;
        ink.text((x, top + 14.0), (13.0, Align::Middle), slanted, &label);
    }
}

fn legend(ink: &mut Ink, picture: &Picture, y: f64) -> f64 {
    let bars = picture.lanes.iter().flat_map(|lane| &lane.bars);
    let used: std::collections::BTreeSet<_> =
        bars.map(|bar| bar.state).collect();
    let (mut x, mut y) = (8.0, y);
    for state in used {
        let words = words(state);
        let wide = 56.0 + 7.6 * words.chars().count() as f64;
        if x + wide > WIDTH {
            (x, y) = (8.0, y + 26.0);
        }
        let colour = if state.is_idle() { "#777" } else { "#0087d7" };
        let height = 18.0 * tall(state);
        shape(ink, state, colour, (x, y - height / 2.0, 36.0, height));
        ink.text((x + 42.0, y + 5.0), (14.0, Align::Left), "", words);
        x += wide;
    }
    strip::legend(ink, y + 26.0)
}

fn words(state: State) -> &'static str {
    match state {
        State::Waits => "waits in a queue",
        State::Served => "served: our code runs",
        State::Read => "blocked in read",
        State::Write => "blocked in write",
        State::Accept => "no client: waits in accept",
        State::Take => "no client: waits for our queue",
        State::Receive => "waits for a datagram",
        State::Send => "sends a datagram",
        State::Think => "takes its time over an answer",
        State::Lock => "waits for a lock",
        State::Held => "held at a gate",
    }
}
