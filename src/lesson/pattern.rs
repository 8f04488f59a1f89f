//! When a line that was printed is the one that the lesson shows. `[..]` is
//! anything in a line, `...` any lines; ports, pids and times are of one run
//! only, and equal to each other.

use regex::Regex;
use std::sync::LazyLock;

/// What differs from run to run, and what it is to be called.
static FLEETING: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let rows = [
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
    let compiled = rows.map(|(from, to)| (Regex::new(from).unwrap(), to));
    compiled.into()
});

fn lasting(line: &str) -> String {
    FLEETING.iter().fold(line.trim_end().to_string(), |line, (from, to)| {
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
