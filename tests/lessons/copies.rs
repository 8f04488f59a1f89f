//! What a block is a copy of, said in the comment before it:
//! `code: FILE` or `code: FILE#ITEM` (`…` is a gap), `diff: FILE FILE`, `output: COMMAND`,
//! `table: FILE PART…` of a stored comparison.

use crate::gap::shortened;
use crate::page::{Block, Page};
use echostage::lesson::pattern::is_line;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whether each copy is one; the first that is none, and where.
pub fn check(page: &Page) -> Result<(), String> {
    page.blocks.iter().try_for_each(|block| match real(block) {
        None => Ok(()),
        Some((source, Ok(text))) => compare(page, block, source, &text),
        Some((source, Err(why))) => {
            let place = page.place(block.first - 2);
            Err(format!("{place}: {source}: {why}"))
        }
    })
}

/// Writes each copy anew.
pub fn bless(page: &Page) -> Page {
    let mut lines = page.lines.clone();
    for block in page.blocks.iter().rev() {
        let Some((source, text)) = real(block) else { continue };
        let text = text.unwrap_or_else(|e| panic!("{source}: {e}"));
        let old = block.first..block.first + block.lines.len();
        lines.splice(old, text.lines().map(String::from));
    }
    Page::of(page.path.clone(), &lines.join("\n"))
}

/// What a block says it is a copy of, and that as it is now.
fn real(block: &Block) -> Option<(&str, Result<String, String>)> {
    let source = block.source.as_deref()?;
    let (kind, of) = source.split_once(": ")?;
    let text = match kind {
        "code" => code(of).map(|text| shortened(&text, &block.lines)),
        "diff" => diff(of).map(|text| shortened(&text, &block.lines)),
        "output" => output(of),
        "table" => table(of),
        _ => return None,
    };
    Some((source, text))
}

fn compare(
    page: &Page,
    block: &Block,
    source: &str,
    text: &str,
) -> Result<(), String> {
    let real: Vec<&str> = text.lines().collect();
    let most = real.len().max(block.lines.len());
    for at in 0..most {
        let shown = block.lines.get(at).map(String::as_str);
        let real = real.get(at).copied();
        if shown != real {
            let end = "(the end)";
            return Err(format!(
                "{}: this is no copy of {source}\n  - {}\n  + {}",
                page.place(block.first + at),
                shown.unwrap_or(end),
                real.unwrap_or(end),
            ));
        }
    }
    Ok(())
}

fn read(file: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(path).map_err(|e| format!("{file}: {e}"))
}

/// A file, or one item of it with the comments above it.
fn code(of: &str) -> Result<String, String> {
    let Some((file, item)) = of.split_once('#') else { return read(of) };
    let text = read(file)?;
    let lines: Vec<&str> = text.lines().collect();
    let words =
        ["fn", "struct", "enum", "trait", "impl", "const", "static", "int"];
    let names = |line: &str| {
        let line = line.replace("pub(super)", "pub");
        let head = line.split(['(', '{', '<', ':', ';']).next().unwrap();
        let mut words_of = head.split_whitespace().rev();
        words_of.next() == Some(item)
            && words_of.next().is_some_and(|word| words.contains(&word))
    };
    let at = lines.iter().position(|line| names(line));
    let at = at.ok_or(format!("{file} has no {item}"))?;
    let indent = lines[at].len() - lines[at].trim_start().len();
    let above = |line: &&&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    };
    let first = at - lines[..at].iter().rev().take_while(above).count();
    let end = format!("{}}}", " ".repeat(indent));
    let len = lines[at..].iter().position(|line| {
        *line == end
            || line.len() > indent
                && line.trim_end().ends_with(';')
                && line.len() - line.trim_start().len() == indent
    });
    let last = at + len.ok_or(format!("{item} in {file} has no end"))?;
    let item = lines[first..=last].iter();
    Ok(item
        .map(|line| line.get(indent..).unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n"))
}

/// What `diff` prints of two files.
fn diff(of: &str) -> Result<String, String> {
    let files: Vec<&str> = of.split_whitespace().collect();
    run(Command::new("diff").args(files))
}

/// What a command of ours prints that ends by itself, as `echostage …`.
fn output(of: &str) -> Result<String, String> {
    let words = of.strip_prefix("echostage ").ok_or("no echostage command")?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    run(command.args(words.split_whitespace()).env("COLUMNS", "80"))
}

/// Those parts of a stored comparison, as `compare` prints them, and last on
/// what it was measured, how and when. A part is a scenario's name, or
/// `all-in-one-view`, or `what-it-took`.
fn table(of: &str) -> Result<String, String> {
    let mut words = of.split_whitespace();
    let file = words.next().ok_or("a table of which file?")?;
    let all = output(&format!("echostage compare --from {file}"))?;
    let parts: Vec<&str> = all.trim_end().split("\n\n").collect();
    let titled = |name: &str| {
        let title = name.replace('-', " ").to_uppercase();
        let mut of = parts.iter();
        let part = of.find(|part| part.lines().next() == Some(&title));
        part.copied().ok_or(format!("{file} has no {name}"))
    };
    let mut shown = words.map(titled).collect::<Result<Vec<_>, _>>()?;
    shown.extend(parts.last());
    Ok(shown.join("\n\n"))
}

fn run(command: &mut Command) -> Result<String, String> {
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let done = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let why = String::from_utf8_lossy(&done.stderr);
    if !why.is_empty() {
        return Err(why.into_owned());
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// The lines of a block with what was seen: those that are right stay as they
/// were written, with their wildcards; and what a person types stays.
pub fn blessed(
    old: &[String],
    seen: &[String],
    typed: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut rest = old.iter().peekable();
    let mut new = Vec::new();
    for line in seen {
        let right = rest.peek().is_some_and(|old| {
            is_line(&typed(old).unwrap_or_else(|| (*old).clone()), line)
        });
        let next = old
            .iter()
            .find(|old| typed(old).is_some_and(|shown| is_line(&shown, line)));
        match (right, next) {
            (true, _) => new.extend(rest.next().cloned()),
            (false, Some(typed)) => {
                while rest.next().is_some_and(|old| old != typed) {}
                new.push(typed.clone());
            }
            (false, None) => new.push(line.clone()),
        }
    }
    new
}
