//! A finding as a line, or a few, of 80 columns.

use crate::doctor::{Finding, Verdict};

const WIDTH: usize = 80;
const INDENT: &str = "                    ";

pub struct Ink {
    pub colour: bool,
}

impl Ink {
    pub fn line(&self, one: &Finding) -> String {
        let (word, colour) = match one.verdict {
            Verdict::Ok => ("ok", "32"),
            Verdict::Look => ("look", "33"),
            Verdict::Bad => ("BAD", "1;31"),
        };
        let head = format!("{word:<5} {:<14}", one.check);
        let lines = wrapped(&one.seen, &head);
        let (_, rest) = lines.split_at(word.len());
        let word = match self.colour {
            true => format!("\x1b[{colour}m{word}\x1b[0m"),
            false => word.into(),
        };
        let mut text = format!("{word}{rest}\n");
        // How to raise a limit that is high enough is for who asks (--json).
        if one.verdict != Verdict::Ok && !one.todo.is_empty() {
            let mark = format!("{}do: ", &INDENT[4..]);
            text += &format!("{}\n", wrapped(&one.todo, &mark));
        }
        text
    }
}

fn wrapped(text: &str, head: &str) -> String {
    let shape = textwrap::Options::new(WIDTH)
        .initial_indent(head)
        .subsequent_indent(INDENT)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, shape)
}

pub fn summary(all: &[Finding]) -> String {
    let count = |what| all.iter().filter(|one| one.verdict == what).count();
    let (bad, look) = (count(Verdict::Bad), count(Verdict::Look));
    match (bad, look) {
        (0, 0) => "\nall is well\n".into(),
        (0, look) => format!("\nnothing is bad; {look} to look at\n"),
        (bad, look) => format!("\n{bad} bad, {look} to look at\n"),
    }
}
