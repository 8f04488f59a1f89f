//! What a demo tells, as lines of 80 columns.

use crate::commands::wrap::wrap;
use crate::demo::Told;
use crate::trace::{cut, escape};

const WIDTH: usize = 80;

pub fn text(told: Told) -> String {
    match told {
        Told::Title(name, symptom) => format!("{name}: {symptom}\n"),
        Told::Gap => "\n".into(),
        Told::Point(label, words) => {
            format!("{}\n", hang(&format!("{label:<11}"), words))
        }
        Told::Note(words) => {
            let words = escape(words.as_bytes(), usize::MAX);
            let lines = wrap(&words, WIDTH - 2, "");
            format!("# {}\n", lines.replace('\n', "\n# "))
        }
        Told::Command(line) => command(line),
        Told::Output(bytes) => {
            bytes.split(|byte| *byte == b'\n').map(output).collect()
        }
    }
}

/// The words behind a head, and under themselves where one line is too short.
fn hang(head: &str, words: &str) -> String {
    let width = head.chars().count();
    let under = format!("\n{:width$}", "");
    let words = escape(words.as_bytes(), usize::MAX);
    format!("{head}{}", wrap(&words, WIDTH - width, "").replace('\n', &under))
}

/// As it can be typed, also over two lines.
fn command(line: &str) -> String {
    let lines = wrap(&format!("$ {line}"), WIDTH - 2, "    ");
    format!("{}\n", lines.replace('\n', " \\\n"))
}

/// A line that a program has printed, whole. What is in columns keeps them
/// on the first row.
fn output(line: &[u8]) -> String {
    let line = String::from_utf8_lossy(line).replace('\t', "    ");
    let line = escape(line.trim_end().as_bytes(), usize::MAX);
    if line.is_empty() {
        return line;
    }
    let head: String = line.chars().take(WIDTH + 1).collect();
    let (first, rest) = match head.rfind(' ') {
        Some(at) if line.chars().count() > WIDTH => line.split_at(at),
        _ => (&*line, ""),
    };
    let rest = wrap(rest.trim_start(), WIDTH - 4, "");
    let rest = rest.lines().map(|row| format!("    {row}"));
    let rows = [first.to_string()].into_iter().chain(rest);
    rows.map(|row| format!("{}\n", cut(row, WIDTH))).collect()
}
