//! Amounts as people read them: three figures, and the unit that fits.

/// Nanoseconds.
pub fn time(ns: f64) -> String {
    match ns {
        ns if ns < 999.5 => format!("{ns:.0} ns"),
        ns if ns < 999_500.0 => figures(ns / 1e3, "µs"),
        ns if ns < 999_500_000.0 => figures(ns / 1e6, "ms"),
        ns => figures(ns / 1e9, "s"),
    }
}

/// Bytes, by thousands.
pub fn bytes(n: f64) -> String {
    match n {
        n if n < 999.5 => format!("{n:.0} B"),
        n if n < 999_500.0 => figures(n / 1e3, "kB"),
        n if n < 999_500_000.0 => figures(n / 1e6, "MB"),
        n => figures(n / 1e9, "GB"),
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
