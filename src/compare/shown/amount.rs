//! Amounts as people read them: three figures, in the unit that fits. More
//! figures would say more than was measured.

use crate::compare::Unit;
use crate::load::units::count;

/// A value of a row, with its unit.
pub fn amount(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Seconds => seconds(value),
        Unit::PerSecond => format!("{}/s", figures(value)),
        Unit::Bytes => bytes(value),
        Unit::BytesPerSecond => scaled(value, 1000.0, &RATES),
        Unit::Clients | Unit::Count => figures(value),
    }
}

const TIMES: [&str; 4] = ["ns", "µs", "ms", "s"];
const SIZES: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
const RATES: [&str; 5] = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];

pub fn seconds(value: f64) -> String {
    if value == 0.0 {
        return "0 s".into();
    }
    scaled(value * 1e9, 1000.0, &TIMES)
}

pub fn bytes(value: f64) -> String {
    scaled(value, 1024.0, &SIZES)
}

/// In the largest unit of which there is one; each is `step` of the one
/// before it.
fn scaled(value: f64, step: f64, names: &[&str]) -> String {
    let (mut value, mut names) = (value, names.iter().peekable());
    while let Some(name) = names.next() {
        // 999.6 would be written as 1000.
        if value.abs() < step - 0.5 || names.peek().is_none() {
            return format!("{} {name}", figures(value));
        }
        value /= step;
    }
    figures(value)
}

/// Three figures, and thousands apart: 12,300; 1.23; 4.
pub fn figures(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if !value.is_finite() => "?".into(),
        // Whole, but for what binary fractions leave over.
        _ if size < 99.95 && (value - value.round()).abs() < 1e-9 => {
            format!("{value:.0}")
        }
        size if size < 9.995 => format!("{value:.2}"),
        size if size < 99.95 => format!("{value:.1}"),
        size => {
            let unit = 10f64.powf(size.log10().floor() - 2.0);
            let sign = if value < 0.0 { "-" } else { "" };
            let whole = (size / unit).round() * unit;
            format!("{sign}{}", count(whole as u64))
        }
    }
}
