//! The comparison as a page of a lesson: GitHub's tables, and sentences.

use super::{about, amount, machine, middle_half, notes, place, value};
use crate::compare::{Comparison, Contestant, Row};
use crate::trace::escape;

/// The page. It begins as no other file does, so that it may be replaced.
pub const MARK: &str = "<!-- written by echostage compare -->\n";

pub fn markdown(found: &Comparison) -> String {
    let mut page = format!(
        "{MARK}\n## The stages compared\n\nMeasured on: {}. {}. `≈` marks \
         what the noise could explain, and what too few turns can't tell: \
         nobody leads there.\n",
        text(&machine(found)),
        capital(&text(&about(found)))
    );
    page += "\n| who | what it is |\n| --- | --- |\n";
    for contestant in &found.contestants {
        let model = text(&contestant.model);
        page += &format!("| {} | {model} |\n", who(contestant));
    }
    let mut scenario = "";
    for row in &found.rows {
        if row.scenario != scenario {
            scenario = row.scenario;
            page += &format!("\n### {}\n", text(scenario));
        }
        page += &table(found, row);
    }
    page
}

fn table(found: &Comparison, row: &Row) -> String {
    let ideal = row.cells.iter().any(|cell| cell.ideal.is_some());
    let (head, line) = match ideal {
        true => (" ideal |", " ---: |"),
        false => ("", ""),
    };
    let mut table = format!(
        "\n{}\n\n| who | {} | middle half | place |{head} note |\n\
         | --- | ---: | --- | --- |{line} --- |\n",
        text(&row.work),
        text(&row.name)
    );
    for (contestant, cell) in found.contestants.iter().zip(&row.cells) {
        let ideal = match (ideal, cell.ideal) {
            (true, Some(ideal)) => format!(" {} |", amount(row.unit, ideal)),
            (true, None) => "  |".into(),
            (false, _) => String::new(),
        };
        table += &format!(
            "| {} | {} | {} | {} |{ideal} {} |\n",
            who(contestant),
            text(&value(row, cell)),
            middle_half(row, cell).unwrap_or_default(),
            place(cell),
            text(&notes(cell).join("; ")),
        );
    }
    if !row.sentence.is_empty() {
        table += &format!("\n**{}**\n", text(&row.sentence));
    }
    table
}

fn who(contestant: &Contestant) -> String {
    text(&super::name(contestant))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Text that is only text in Markdown and in HTML (CommonMark, 2.4: a
/// backslash makes any punctuation literal; `<` and `&` as HTML has them).
pub fn text(text: &str) -> String {
    let mut safe = String::new();
    for c in escape(text.as_bytes(), 2000).chars() {
        match c {
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '&' => safe += "&amp;",
            '@' => safe += "&#64;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                safe.extend(['\\', c]);
            }
            c => safe.push(c),
        }
    }
    // GitHub makes links of bare addresses.
    safe.replace("://", "&#58;//").replace("www.", "www&#46;")
}
