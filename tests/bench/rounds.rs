//! Interleaved rounds: who is compared runs in turn, forwards and backwards,
//! so that a machine that slows down slows everybody down alike.

use crate::table::Figure;
use std::io;

/// One slice of work; returns its rate per second.
pub type Slice<'a> = Box<dyn FnMut() -> io::Result<f64> + 'a>;

/// The rates of each contestant, one per round, after a round that warms up.
pub fn rounds(
    rounds: usize,
    mut slices: Vec<Slice>,
) -> io::Result<Vec<Vec<f64>>> {
    for slice in &mut slices {
        slice()?;
    }
    let mut rates = vec![Vec::new(); slices.len()];
    for _ in 0..rounds {
        let mut there = Vec::new();
        for slice in &mut slices {
            there.push(slice()?);
        }
        for (n, slice) in slices.iter_mut().enumerate().rev() {
            rates[n].push(f64::midpoint(there[n], slice()?));
        }
    }
    Ok(rates)
}

/// The median of the rounds' ratios, with both rates in the note.
pub fn ratio(
    (name, ours): (&str, &[f64]),
    (other, theirs): (&str, &[f64]),
    unit: &str,
) -> Figure {
    let each = ours.iter().zip(theirs).map(|(a, b)| a / b).collect();
    let (value, noise) = median(each);
    let [(a, _), (b, _)] = [ours, theirs].map(|rates| median(rates.to_vec()));
    let note = format!("{name} {a:.0}, {other} {b:.0} {unit}");
    Figure { value, noise: Some(noise), note }
}

/// The median, and half the distance of the quartiles as a share of it.
pub fn median(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (values.len() - 1) as f64;
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        values[low] + (values[high] - values[low]) * place.fract()
    };
    (at(0.5), (at(0.75) - at(0.25)) / 2.0 / at(0.5))
}
