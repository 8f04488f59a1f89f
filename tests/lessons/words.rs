//! A word that a lesson introduces in **bold** has its row in the glossary.

use crate::LESSONS;
use crate::page::Page;

#[test]
fn every_bold_term_is_in_the_glossary() {
    let known = rows();
    let mut missing = Vec::new();
    for name in LESSONS {
        for term in bold(&Page::read(name)) {
            let one = term.strip_suffix('s').unwrap_or(&term);
            if !known.iter().any(|row| *row == term || row == one) {
                missing.push(format!("lessons/{name}: {term}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in lessons/glossary.md: {missing:#?}");
}

#[test]
fn the_glossary_is_sorted_and_says_each_word_once() {
    let rows = rows();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for pair in rows.windows(2) {
        assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
    }
}

/// The first column, in lower case.
fn rows() -> Vec<String> {
    let page = Page::read("glossary.md");
    let rows = page.lines.iter().filter_map(|line| line.strip_prefix("| "));
    let words = rows.skip(1).filter_map(|row| row.split(" |").next());
    words.map(str::to_lowercase).collect()
}

/// What stands in bold in its prose, over the ends of lines too. What ends
/// with a full stop is a heading in its line.
fn bold(page: &Page) -> Vec<String> {
    let within = |at: &usize| {
        let mut blocks = page.blocks.iter();
        blocks.any(|b| (b.first..b.first + b.lines.len()).contains(at))
    };
    let prose = (0..page.lines.len()).filter(|at| !within(at));
    let prose: Vec<&str> = prose.map(|at| &*page.lines[at]).collect();
    let prose = prose.join(" ");
    let parts = prose.split("**").skip(1).step_by(2);
    parts.filter(|t| !t.ends_with('.')).map(str::to_lowercase).collect()
}
