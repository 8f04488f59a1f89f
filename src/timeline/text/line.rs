//! A row of cells as a line of text, and a legend of what it shows.

use super::cell::{Cell, Shape};
use super::ink::Ink;
use super::scale::Scale;
use super::units::wrapped_words;
use crate::timeline::{By, ClientId};
use crate::trace::letter;
use std::collections::BTreeSet;

pub struct Pen {
    /// The last connection's number.
    pub last: u64,
    pub by: By,
    pub ink: Ink,
    /// Which shapes the legend has to explain.
    pub seen: BTreeSet<(char, &'static str)>,
}

/// A character, and whose colour it has.
type Painted = (char, Option<ClientId>);

impl Pen {
    /// The columns from `left` to `right`.
    pub fn line(
        &mut self,
        cells: &[Cell],
        (left, right): (usize, usize),
        scale: &Scale,
    ) -> String {
        let shown = self.shown(cells, left, scale);
        self.painted(shown.get(left..right).unwrap_or_default())
    }

    fn letter(&self, client: ClientId) -> char {
        letter(client.number(self.last))
    }

    /// Each cell as a character; a letter where a client begins.
    fn shown(
        &mut self,
        cells: &[Cell],
        left: usize,
        scale: &Scale,
    ) -> Vec<Painted> {
        let mut line: Vec<Painted> = Vec::with_capacity(cells.len());
        let mut before = None;
        for (at, cell) in cells.iter().enumerate() {
            let (shape, client) = cell.shown();
            let mut c = shape.char();
            if let Some(words) = shape.words() {
                self.seen.insert((c, words));
            }
            // Also at the left edge of a block, or nobody knew who it is.
            let new = before != client || at == left;
            if let Some(id) = client
                && (shape == Shape::Letter
                    || new && !shape.stands_alone(cell, id))
            {
                let room = line.last_mut().filter(|(c, _)| {
                    self.by == By::Event && *c == ' ' && at > left
                });
                match room.filter(|_| shape != Shape::Letter) {
                    Some(last) => *last = (self.letter(id), client),
                    None => c = self.letter(id),
                }
            }
            before = client;
            line.push((c, client));
        }
        for (edge, c) in scale.cut_edges().zip(std::iter::repeat('…')) {
            if let Some(place) = line.get_mut(edge)
                && place.0 != ' '
            {
                place.0 = c;
            }
        }
        line
    }

    fn painted(&self, line: &[Painted]) -> String {
        let mut text = String::new();
        for run in line.chunk_by(|(_, one), (_, other)| one == other) {
            let chars: String = run.iter().map(|(c, _)| *c).collect();
            match run.first().and_then(|(_, client)| *client) {
                Some(id) => {
                    let number = id.number(self.last);
                    text.push_str(&self.ink.client(&chars, number));
                }
                None if chars.trim().is_empty() => text.push_str(&chars),
                None => text.push_str(&self.ink.dim(&chars)),
            }
        }
        text
    }

    /// What the shapes mean that occur, in the order of a visit.
    pub fn legend(&self, width: usize) -> String {
        let items: Vec<String> = "░─┼┤█~#!>×+·"
            .chars()
            .filter_map(|shape| {
                let all = self.seen.iter().filter(|(c, _)| *c == shape);
                let words: Vec<_> = all.map(|(_, words)| *words).collect();
                let some = !words.is_empty();
                some.then(|| format!("{shape} {}", words.join(" or ")))
            })
            .collect();
        match items.is_empty() {
            true => String::new(),
            false => {
                let items = items.iter().map(String::as_str);
                wrapped_words(items, "   ", width)
            }
        }
    }
}
