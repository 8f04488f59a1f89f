//! A figure as text, with three digits and the unit that suits its size.

use super::result::Unit;

pub fn shown(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Seconds => seconds(value),
        Unit::PerSecond => format!("{} a second", thousands(value)),
        Unit::Bytes => scaled(value, 1024.0, &["B", "KiB", "MiB", "GiB"]),
        Unit::BytesPerSecond => {
            scaled(value, 1000.0, &["B/s", "kB/s", "MB/s", "GB/s"])
        }
        Unit::Clients => thousands(value),
        Unit::Count => digits(value),
    }
}

pub fn seconds(value: f64) -> String {
    let (part, unit) = match value.abs() {
        v if v < 1e-6 => (1e9, "ns"),
        v if v < 1e-3 => (1e6, "µs"),
        v if v < 1.0 => (1e3, "ms"),
        _ => (1.0, "s"),
    };
    format!("{} {unit}", digits(value * part))
}

fn scaled(value: f64, step: f64, units: &[&str]) -> String {
    let (mut value, mut units) = (value, units.iter());
    let mut unit = units.next().copied().unwrap_or_default();
    for larger in units {
        if value.abs() < step {
            break;
        }
        value /= step;
        unit = larger;
    }
    format!("{} {unit}", digits(value))
}

/// Three digits, or all before the point.
fn digits(value: f64) -> String {
    match value.abs() {
        v if v < 9.995 => format!("{value:.2}"),
        v if v < 99.95 => format!("{value:.1}"),
        _ => thousands(value),
    }
}

/// Whole, three digits at a time.
fn thousands(value: f64) -> String {
    let whole = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("-{text}") } else { text }
}
