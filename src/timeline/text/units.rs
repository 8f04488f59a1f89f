//! Times and amounts as people read them, and sentences that fit the width.

/// Nanoseconds with three figures at most, in the unit that fits.
pub fn time(ns: u64) -> String {
    let ns = ns as f64;
    match ns {
        0.0 => "0 s".into(),
        ns if ns < 999_500.0 => format!("{:.0} µs", (ns / 1e3).ceil()),
        ns if ns < 99_950_000.0 => format!("{:.1} ms", ns / 1e6),
        ns if ns < 99.95e9 => format!("{:.1} s", ns / 1e9),
        ns => format!("{:.0} s", ns / 1e9),
    }
}

/// Nanoseconds as a mark on an axis that ends at `most`, and whose marks are
/// `step` apart.
pub fn on_axis(ns: u64, step: u64, most: u64) -> String {
    let (unit, name): (u64, _) = match most {
        most if most >= 1_000_000_000 => (1_000_000_000, "s"),
        most if most >= 1_000_000 => (1_000_000, "ms"),
        most if most >= 1_000 => (1_000, "µs"),
        _ => (1, "ns"),
    };
    let digits = unit.div_ceil(step.max(1)).saturating_sub(1);
    let digits = digits.checked_ilog10().map_or(0, |digits| digits + 1);
    format!("{:.*} {name}", digits as usize, ns as f64 / unit as f64)
}

/// `1 client`, `2 clients`.
pub fn many(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Words in lines of at most `width` columns, each with its newline.
pub fn wrapped(text: &str, width: usize) -> String {
    wrapped_words(text.split(' '), " ", width)
}

/// The same of pieces that stay whole.
pub fn wrapped_words<'a>(
    words: impl Iterator<Item = &'a str>,
    between: &str,
    width: usize,
) -> String {
    let (mut text, mut at) = (String::new(), 0);
    for word in words {
        let wide = word.chars().count();
        if at > 0 && at + between.len() + wide > width {
            text.push('\n');
            at = 0;
        }
        if at > 0 {
            text.push_str(between);
            at += between.len();
        }
        text.push_str(word);
        at += wide;
    }
    text.push('\n');
    text
}
