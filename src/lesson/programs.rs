//! Which programs the commands of a lesson call: so that a person learns what
//! is missing before it is missed.

use super::line::{Line, SHELL};
use super::page::Page;
use super::steps::consoles;

/// What a shell does itself; and `echostage`, which a lesson brings.
const OWN: [&str; 30] = [
    "bg",
    "break",
    "cd",
    "command",
    "do",
    "done",
    "echo",
    "echostage",
    "else",
    "eval",
    "exec",
    "exit",
    "export",
    "fg",
    "fi",
    "for",
    "if",
    "jobs",
    "kill",
    "printf",
    "read",
    "set",
    "then",
    "time",
    "trap",
    "ulimit",
    "unset",
    "until",
    "wait",
    "while",
];

/// Behind these stands a command.
const LEADS: [&str; 10] =
    ["!", "do", "else", "exec", "if", "then", "time", "until", "while", "{"];

/// All of a lesson, each once; without the functions that it makes itself.
pub fn programs(page: &Page) -> Vec<String> {
    let lines: Vec<Line> =
        consoles(page).flat_map(|(block, _)| block.typed()).collect();
    let made: Vec<&str> = lines.iter().filter_map(function).collect();
    let mut all: Vec<String> = Vec::new();
    for name in lines.iter().flat_map(called) {
        if !made.contains(&name) && !all.iter().any(|known| known == name) {
            all.push(name.into());
        }
    }
    all
}

/// `name() …` makes one.
fn function(line: &Line) -> Option<&str> {
    Some(line.typed.as_deref()?.split_once("() {")?.0)
}

/// Those of one line: the first word, and those behind a pipe, in parentheses
/// or after another command. What stands in quotes is not looked into.
pub fn called(line: &Line) -> Vec<&str> {
    let typed = line.typed.as_deref().filter(|_| line.printed == SHELL);
    let mut names = Vec::new();
    let mut quote = None;
    let quoted = |c: char| {
        if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && (c == '"' || c == '\'') {
            quote = Some(c);
        }
        quote.is_none() && "|;&()".contains(c)
    };
    for command in typed.unwrap_or_default().split(quoted) {
        let mut words = command.split_whitespace();
        let leads = |word: &&str| LEADS.contains(word) || word.contains('=');
        let name = words.find(|word| !leads(word));
        names.extend(name.filter(|name| is_program(name)));
    }
    names
}

/// A path or a number is none, nor what a redirection begins with.
fn is_program(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(plain)
        && !OWN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{Line, called};

    fn of(command: &str) -> Vec<String> {
        let line = Line::of(&format!("$ {command}"));
        called(&line).into_iter().map(String::from).collect()
    }

    #[test]
    fn what_a_line_calls_is_found() {
        let rows: [(&str, &[&str]); 9] = [
            ("strace -e trace=network echostage --stage x", &["strace"]),
            ("printf 'one|two' | nc -N 127.0.0.1 8899 | od -c", &["nc", "od"]),
            ("pid=$(ss -tlnp 'sport = 1' | cut -c5-)", &["ss", "cut"]),
            ("for n in 1 2; do echo $n | nc 127.0.0.1 1; done", &["nc"]),
            ("time (for n in 1; do sleep 1 & done; wait)", &["sleep"]),
            ("(echostage -q > out 2>&1 & echo $! > pid)", &[]),
            ("/bin/echo two >&5; ./client-c; cat > said & fg", &["cat"]),
            ("grep -E 'p90|p99$|max' open.txt", &["grep"]),
            ("x=1 python3 -c \"$c; $p\"", &["python3"]),
        ];
        for (command, names) in rows {
            assert_eq!(of(command), names, "{command}");
        }
        assert!(called(&Line::of("telnet> » quit")).is_empty());
    }
}
