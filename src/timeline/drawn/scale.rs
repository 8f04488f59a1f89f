//! The ruler of a picture: where a time stands, and what it is.

use super::cuts::Cuts;
use super::ink::{Align, Ink};
use crate::timeline::{By, Picture};

pub const LEFT: f64 = 150.0;
pub const RIGHT: f64 = 1256.0;

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
