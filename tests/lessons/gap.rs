//! A copy with gaps: it shows some lines of its source, in their order.

/// Only what the block shows of it: a line `…` stands for any lines.
pub fn shortened(text: &str, shown: &[String]) -> String {
    if !shown.iter().any(|line| is_gap(line)) {
        return text.into();
    }
    let mut rest = text.lines();
    let mut short = Vec::new();
    let mut gap = false;
    for line in shown {
        if is_gap(line) {
            short.push(line.as_str());
        } else {
            let same = rest.clone().position(|real| real == line);
            let skipped = if gap { same.unwrap_or_default() } else { 0 };
            short.extend(rest.nth(skipped));
        }
        gap = is_gap(line);
    }
    if !gap {
        short.extend(rest);
    }
    short.join("\n")
}

fn is_gap(line: &str) -> bool {
    line.trim() == "…"
}
