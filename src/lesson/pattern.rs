//! When a line that was printed is the one that the lesson shows. `[..]` is
//! anything in a line, `...` any lines; ports, pids and times are of one run
//! only, and equal to each other.

use regex::Regex;
use std::sync::LazyLock;

/// What differs from run to run, and what it is to be called.
const FLEETING: &[(&str, &str)] = &[
    // The first column of the log: seconds since the start.
    (
        concat!(
            r"^ *\d+\.\d ",
            r"(listener|stop|step|console|worker|client|main|reap|receiver)"
        ),
        "T $1",
    ),
    // The client's: seconds since its start.
    (r"(^| )\d+\.\d{3} ", "${1}T "),
    (r":[3-6]\d{4}\b", ":PORT"),
    (r"\b(pid|fd)=\d+", "$1=N"),
    (r"\b\d+(\.\d+)? (s|ms|µs)\b", "TIME"),
    // bash's `time`.
    (r"\b\d+m\d+\.\d{3}s\b", "TIME"),
    (r"\b[\d,.]+ (a second|[kMG]?B/s)", "RATE"),
    // `ps`: a process, its parent, its state.
    (r"^ *\d+ +\d+ ([DRSTZ])", "PID PPID $1"),
    // `ls -l` in /proc: whose and since when, and which.
    (r"\w+ +\w+ +64 \w+ +\d+ \d+:\d+ ", "OWNER "),
    (r"\d+ -> (socket|pipe):\[\d+\]", "N -> $1:[N]"),
    (r"limit \d+ clients \([^)]*\)", "LIMIT"),
    // A key: some programs show it, some don't.
    (r"\^[A-Z\]\\]$", ""),
    (r" +", " "),
    (r" $", ""),
];

static REGEXES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let rows = FLEETING.iter();
    rows.filter_map(|(from, to)| Some((Regex::new(from).ok()?, *to))).collect()
});

fn lasting(line: &str) -> String {
    REGEXES.iter().fold(line.trim_end().to_string(), |line, (from, to)| {
        from.replace_all(&line, *to).into_owned()
    })
}

/// Whether this line is the one that was expected.
pub fn is_line(expected: &str, seen: &str) -> bool {
    let (expected, seen) = (lasting(expected), lasting(seen));
    let mut parts = expected.split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = seen.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    false
}

/// Whether these lines are those, from the first to the last.
pub fn are_lines(expected: &[&str], seen: &[&str]) -> bool {
    match expected {
        [] => seen.is_empty(),
        ["...", rest @ ..] => {
            (0..=seen.len()).any(|skip| are_lines(rest, &seen[skip..]))
        }
        [first, rest @ ..] => match seen {
            [line, seen @ ..] => is_line(first, line) && are_lines(rest, seen),
            [] => false,
        },
    }
}

/// How many lines the shortest beginning has that is those lines, if any is.
pub fn begins(expected: &[&str], seen: &[&str]) -> Option<usize> {
    match expected {
        [] => Some(0),
        ["...", rest @ ..] => (0..=seen.len())
            .find_map(|skip| Some(skip + begins(rest, &seen[skip..])?)),
        [first, rest @ ..] => {
            let (line, seen) = seen.split_first()?;
            is_line(first, line).then_some(())?;
            Some(1 + begins(rest, seen)?)
        }
    }
}

/// What a terminal shows, line by line. A key is echoed without an end of its
/// line.
pub fn lines_of(screen: &str) -> Vec<String> {
    let lines = screen.trim_end().lines();
    let parts = lines.flat_map(|line| match line.split_once("^C") {
        Some(("", after)) if !after.is_empty() => vec!["^C", after],
        _ => vec![line],
    });
    parts.map(|line| line.trim_end().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::{FLEETING, REGEXES, begins};

    #[test]
    fn no_pattern_is_lost() {
        assert_eq!(REGEXES.len(), FLEETING.len());
    }

    #[test]
    fn the_shortest_beginning_is_found() {
        let seen = ["a", "b 12 ms", "c", "b 3 ms"];
        let rows: [(&[&str], _); 5] = [
            (&["a"], Some(1)),
            (&["...", "b 1 s"], Some(2)),
            (&["a", "...", "c"], Some(3)),
            (&["a", "c"], None),
            (&["...", "[..]", "d"], None),
        ];
        for (expected, lines) in rows {
            assert_eq!(begins(expected, &seen), lines, "{expected:?}");
        }
    }
}
