//! Amounts as people read them: three figures, and the unit that fits.

/// Nanoseconds.
pub fn time(ns: f64) -> String {
    scaled(ns, ["ns", "µs", "ms", "s"])
}

/// Bytes, by thousands.
pub fn bytes(n: f64) -> String {
    scaled(n, ["B", "kB", "MB", "GB"])
}

fn scaled(n: f64, units: [&str; 4]) -> String {
    match n {
        n if n < 999.5 => format!("{n:.0} {}", units[0]),
        n if n < 999_500.0 => figures(n / 1e3, units[1]),
        n if n < 999_500_000.0 => figures(n / 1e6, units[2]),
        n => figures(n / 1e9, units[3]),
    }
}

fn figures(n: f64, unit: &str) -> String {
    let digits = match n {
        n if n < 9.995 => 2,
        n if n < 99.95 => 1,
        _ => 0,
    };
    format!("{n:.digits$} {unit}")
}

/// `1,234,567`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
