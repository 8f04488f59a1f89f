//! An axis: where a value stands on it, and which values are named.

use plotters::coord::ranged1d::{
    KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter,
};
use std::ops::Range;

/// How values are spread over an axis.
#[derive(Clone, Copy)]
pub enum Scale {
    Linear,
    /// The same ratio is the same distance everywhere.
    Log,
    /// Shares below 1: 90 %, 99 % and 99.9 % are equally far apart, so that
    /// the rare and slow are seen (as HdrHistogram's own plots do it).
    Share,
}

#[derive(Clone)]
pub struct Axis {
    pub title: &'static str,
    pub scale: Scale,
    /// Places on the axis (see `Scale::place`) and what is written there.
    pub ticks: Vec<(f64, String)>,
    /// Its ends, as places.
    pub ends: Range<f64>,
}

impl Scale {
    /// Where the value stands; None where it can't stand on such an axis.
    pub fn place(self, value: f64) -> Option<f64> {
        let place = match self {
            Self::Linear => value,
            Self::Log => value.log10(),
            Self::Share => -(1.0 - value).log10(),
        };
        place.is_finite().then_some(place)
    }
}

/// Values are placed before plotters sees them.
impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, place: &f64, (from, to): (i32, i32)) -> i32 {
        let Range { start, end } = self.ends;
        let share = (place - start) / (end - start);
        from + (share * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.0).collect()
    }

    fn range(&self) -> Range<f64> {
        self.ends.clone()
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, place: &f64) -> String {
        let tick = self.ticks.iter().find(|tick| tick.0 == *place);
        tick.map_or_else(String::new, |tick| tick.1.clone())
    }
}

/// An axis from zero to beyond all values, in steps that are `round`.
pub fn from_zero(
    title: &'static str,
    values: impl Iterator<Item = f64>,
    round: fn(f64) -> f64,
    write: fn(f64) -> String,
) -> Axis {
    let most = largest(values);
    let step = round(most / 6.0);
    let marks = (most / step).ceil().max(1.0) as u32;
    let ticks = (0..=marks).map(|n| f64::from(n) * step);
    let ticks: Vec<_> = ticks.map(|at| (at, write(at))).collect();
    let end = f64::from(marks) * step;
    Axis { title, scale: Scale::Linear, ticks, ends: 0.0..end }
}

/// An axis of decades around all values above zero.
pub fn decades(
    title: &'static str,
    values: impl Iterator<Item = f64> + Clone,
    write: impl Fn(f64) -> String,
) -> Axis {
    let places = values.filter_map(|value| Scale::Log.place(value));
    let low = places.clone().fold(f64::INFINITY, f64::min).floor();
    let high = places.fold(f64::NEG_INFINITY, f64::max).ceil();
    let (low, high) = match low < high {
        true => (low as i32, high as i32),
        false if low.is_finite() => (low as i32, low as i32 + 1),
        false => (0, 1),
    };
    let ticks = (low..=high).map(|n| (n.into(), write(10f64.powi(n))));
    let ends = low.into()..high.into();
    Axis { title, scale: Scale::Log, ticks: ticks.collect(), ends }
}

/// An axis with just these values named, which begins and ends with them.
pub fn named(
    title: &'static str,
    scale: Scale,
    mut values: Vec<f64>,
    write: impl Fn(f64) -> String,
) -> Axis {
    values.sort_by(f64::total_cmp);
    values.dedup();
    let tick = |value: f64| Some((scale.place(value)?, write(value)));
    let ticks: Vec<_> = values.into_iter().filter_map(tick).collect();
    let first = ticks.first().map_or(0.0, |tick| tick.0);
    let last = ticks.last().map_or(0.0, |tick| tick.0);
    let last = if last > first { last } else { first + 1.0 };
    Axis { title, scale, ticks, ends: first..last }
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    let most = values.filter(|v| v.is_finite()).fold(0.0, f64::max);
    if most > 0.0 { most } else { 1.0 }
}

/// The next of 1, 2, 5, 10, 20, 50 … that is not smaller.
pub fn by_tens(least: f64) -> f64 {
    let decade = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|n| n * decade);
    let step = steps.into_iter().find(|step| *step >= least * 0.999);
    step.unwrap_or(10.0 * decade)
}

/// The next power of two, for bytes.
pub fn by_twos(least: f64) -> f64 {
    2f64.powf(least.log2().ceil())
}
