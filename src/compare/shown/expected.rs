//! What the model expects beside what was measured, as a table and as a page.

use super::markdown::text;
use super::table::{Column, Ink, Text, bold, grid, wrapped};
use super::{amount, name, together};
use crate::compare::Comparison;
use crate::compare::expected::{Expected, expected};
use crate::trace::escape;

const ABOUT: &str = "Beside what was measured: what it should be by the laws \
                     of queueing (src/compare/model.rs). Ratio: measured by \
                     expected.";

/// For the terminal; no line is wider than `width`, or than 60 columns.
pub fn model(found: &Comparison, width: usize, ink: Ink) -> String {
    let width = width.max(60);
    let mut shown = format!("{}\n", bold("THE MODEL", ink));
    shown += &wrapped(ABOUT, width);
    for law in expected(found) {
        let title = format!("{}, {}", law.scenario, escaped(&law.name));
        shown += &format!("\n{}\n", bold(&title, ink));
        shown += &wrapped(&law.law, width);
        shown += &grid(&columns(found, &law), (width, ink));
        let whys = law
            .lines
            .iter()
            .map(|line| (who(found, line.contestant), line.why.clone()));
        for (names, why) in together(whys) {
            shown += &wrapped(&format!("{names}: {why}"), width);
        }
    }
    shown
}

fn columns(found: &Comparison, law: &Expected) -> Vec<Column> {
    let [mut names, mut due, mut seen, mut ratios] = [const { Vec::new() }; 4];
    for line in &law.lines {
        names.push(Text::plain(who(found, line.contestant)));
        due.push(Text::dim(amount(law.unit, line.expected)));
        seen.push(Text::plain(amount(law.unit, line.measured)));
        ratios.push(Text::plain(format!("{:.2}", line.ratio)));
    }
    vec![
        Column::left("", names),
        Column::right("expected", due),
        Column::right("measured", seen),
        Column::right("ratio", ratios),
    ]
}

fn who(found: &Comparison, nth: usize) -> String {
    found.contestants.get(nth).map_or(String::new(), name)
}

/// For a lesson's page.
pub fn model_page(found: &Comparison) -> String {
    let mut page = format!("\n## The model\n\n{}\n", text(ABOUT));
    for law in expected(found) {
        page += &format!(
            "\n### {}, {}\n\n{}\n\n| who | expected | measured | ratio | why \
             |\n| --- | ---: | ---: | ---: | --- |\n",
            text(law.scenario),
            text(&law.name),
            text(&law.law)
        );
        for line in &law.lines {
            page += &format!(
                "| {} | {} | {} | {:.2} | {} |\n",
                text(&who(found, line.contestant)),
                amount(law.unit, line.expected),
                amount(law.unit, line.measured),
                line.ratio,
                text(&line.why)
            );
        }
    }
    page
}

fn escaped(name: &str) -> String {
    escape(name.as_bytes(), 100)
}
