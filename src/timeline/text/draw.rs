//! The drawing: an axis, a row for each lane, a legend, and who the letters
//! are.

use super::grid::{self, Grid};
use super::ink::Ink;
use super::line::Pen;
use super::listing;
use super::rows::{Row, rows};
use super::scale::Scale;
use super::units::{many, time, wrapped};
use crate::timeline::{By, Recording, Survey, Window};
use crate::trace::escape;
use std::collections::BTreeSet;
use std::io;

/// Events that are drawn: the columns of all blocks.
const EVENTS: u64 = 1_000;

/// What a drawing shares while it is put together.
struct Drawing<'a> {
    survey: &'a Survey,
    rows: Vec<Row>,
    grid: Grid,
    scale: Scale,
    names: usize,
    pen: Pen,
}

/// The drawing of a window in `width` columns.
pub fn draw(
    recording: &Recording,
    window: Window,
    by: By,
    (width, ink): (usize, Ink),
) -> io::Result<String> {
    let mut survey = Survey::of(recording, window)?;
    let mut left_out = survey.left_out();
    let events = survey.to - survey.from;
    if by == By::Event && events > EVENTS {
        survey.to = survey.from + EVENTS;
        left_out.push(format!(
            "The drawing ends after {EVENTS} of {events} events: --from and \
             --to choose which."
        ));
    }
    if survey.bars == 0 {
        return Ok(left_out.iter().map(|s| wrapped(s, width)).collect());
    }
    let rows = rows(&survey);
    let names = name_width(&survey, &rows);
    let room = width.saturating_sub(names + 2).max(10);
    let scale = scale(recording, &survey, by, room);
    let grid = grid::fill(recording, &survey, &rows, &scale, by)?;
    let pen = Pen { last: survey.last, by, ink, seen: BTreeSet::new() };
    let survey = &survey;
    let mut drawing = Drawing { survey, rows, grid, scale, names, pen };
    let mut text = wrapped(&title(recording, survey, by, events), width);
    let columns = drawing.scale.columns();
    let mut left = 0;
    while left < columns.max(1) {
        text.push('\n');
        drawing.block(left, (left + room).min(columns), width, &mut text);
        left += room;
    }
    for part in
        [drawing.pen.legend(width), listing::clients(survey, by, (width, ink))]
    {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&part);
        }
    }
    if !left_out.is_empty() {
        text.push('\n');
    }
    for sentence in &left_out {
        text.push_str(&wrapped(sentence, width));
    }
    Ok(text)
}

fn scale(recording: &Recording, survey: &Survey, by: By, room: usize) -> Scale {
    let (from, to) = (survey.from, survey.to);
    match by {
        By::Event => Scale::events(from, to),
        By::Time => {
            let start = recording.header.start;
            let known = start > 0 && start <= from;
            let zero = if known { start } else { from };
            Scale::time((zero, from, to), &survey.silences, room)
        }
    }
}

/// What ran, and for how long.
fn title(
    recording: &Recording,
    survey: &Survey,
    by: By,
    events: u64,
) -> String {
    let header = &recording.header;
    let mut text = String::new();
    for word in [&header.stage, &header.service] {
        if !word.is_empty() {
            text.push_str(&escape(word.as_bytes(), 20));
            text.push_str(", ");
        }
    }
    let clients = survey.clients.len() as u64 + survey.more_clients;
    text.push_str(&many(clients, "client"));
    let long = match by {
        By::Time => time(survey.to - survey.from),
        By::Event => many(events, "event"),
    };
    format!("{text}, {long}")
}

fn name_width(survey: &Survey, rows: &[Row]) -> usize {
    let names = rows.iter().filter_map(|row| match row {
        Row::Lane(n) => Some(survey.lanes.get(*n)?.name.chars().count()),
        Row::Told(_) => None,
    });
    names.max().unwrap_or_default().max(5)
}

impl Drawing<'_> {
    /// The columns from `left` to `right` of all lanes.
    fn block(
        &mut self,
        left: usize,
        right: usize,
        width: usize,
        text: &mut String,
    ) {
        let axis: String = self.scale.axis();
        let axis: String = axis.chars().skip(left).take(right - left).collect();
        let what = if self.pen.by == By::Event { "event" } else { "" };
        let axis = format!("{what:>0$}  {axis}", self.names);
        text.push_str(&self.pen.ink.dim(axis.trim_end()));
        text.push('\n');
        for row in std::mem::take(&mut self.rows) {
            match &row {
                Row::Told(sentence) => {
                    text.push_str(&self.pen.ink.dim(&wrapped(sentence, width)));
                }
                Row::Lane(n) => self.lane(*n, (left, right), text),
            }
            self.rows.push(row);
        }
    }

    fn lane(
        &mut self,
        n: usize,
        (left, right): (usize, usize),
        text: &mut String,
    ) {
        let Some(lane) = self.survey.lanes.get(n) else { return };
        let rows = self.grid.rows.remove(&n).unwrap_or_default();
        for (at, cells) in rows.iter().enumerate() {
            let name = if at == 0 { lane.name.as_str() } else { "" };
            let line = self.pen.line(cells, (left, right), &self.scale);
            let line = format!("{name:>0$}  {line}", self.names);
            text.push_str(line.trim_end());
            text.push('\n');
        }
        self.grid.rows.insert(n, rows);
        let more = self.grid.more.get(&n).copied().unwrap_or_default();
        if more > 0 {
            let more = format!("{:1$}  and {more} more\n", "", self.names);
            text.push_str(&more);
        }
    }
}
