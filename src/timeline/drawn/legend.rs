//! What the patterns and signs of a picture mean.

use super::bars::{shape, tall};
use super::ink::{Align, Ink};
use super::strip;
use super::svg::WIDTH;
use crate::timeline::{Picture, State};
use std::collections::BTreeSet;

pub fn legend(ink: &mut Ink, picture: &Picture, y: f64) -> f64 {
    let bars = picture.lanes.iter().flat_map(|lane| &lane.bars);
    let used: BTreeSet<_> = bars.map(|bar| bar.state).collect();
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
        State::Write => "in write",
        State::Accept => "no client: waits in accept",
        State::Take => "no client: waits for our queue",
        State::Receive => "waits for a datagram",
        State::Send => "sends a datagram",
        State::Think => "takes its time over an answer",
        State::Lock => "waits for a lock",
        State::Held => "held at a gate",
    }
}
