//! The ruler of a picture: where a time stands, and what it is.

use super::cuts::Cuts;
use super::ink::{Align, Ink};
use crate::timeline::{By, Picture, step};

pub const LEFT: f64 = 150.0;
pub const RIGHT: f64 = 1256.0;
/// So many times have a mark, and perhaps one more.
const TICKS: u64 = 14;

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

pub fn ticks(ink: &mut Ink, scale: &Scale, (top, foot): (f64, f64)) {
    let picture = scale.picture;
    let start = i128::from(picture.header.start);
    let step = step(scale.cuts.place(picture.from, picture.to).div_ceil(TICKS));
    let digits = 9usize.saturating_sub(step.ilog10() as usize);
    // Up to the next one, if it does not stand on one itself.
    let to_next = |ns: u64| {
        let over = (i128::from(ns) - start).rem_euclid(i128::from(step));
        if over == 0 { 0 } else { step - over as u64 }
    };
    let mut next = picture.from.checked_add(to_next(picture.from));
    while let Some(ns) = next.filter(|ns| *ns <= picture.to) {
        let cut = scale.cuts.all.iter().find(|(a, b)| *a < ns && ns < *b);
        if let Some((_, end)) = cut {
            next = end.checked_add(to_next(*end));
            continue;
        }
        next = ns.checked_add(step);
        let x = scale.x(ns);
        ink.path(
            &format!("M{x:.1} {}V{foot}", top + 18.0),
            r##"stroke="#ccc""##,
        );
        let value = i128::from(ns) - start;
        let label = match scale.by {
            By::Time => format!("{:.digits$} s", value as f64 / 1e9),
            By::Event => value.to_string(),
        };
        ink.text((x, top + 14.0), (13.0, Align::Middle), "", &label);
    }
    if scale.by == By::Event {
        ink.text((8.0, top + 14.0), (13.0, Align::Left), "", "event");
    }
}

pub fn cuts(ink: &mut Ink, scale: &Scale, (top, foot): (f64, f64)) {
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
