//! A grade as data: an object, or a line of comma-separated values.

use crate::check::{Finding, Grade};
use crate::trace::escape;
use serde_json::json;

pub fn object(name: &str, grade: &Grade, pass: bool) -> String {
    let name = safe(name);
    let all = json!({ "server": name, "passed": pass, "grade": grade });
    format!("{all}\n")
}

pub fn head() -> String {
    "server,passed,level,model,broken,seen,cut short,seconds\n".into()
}

pub fn line(name: &str, grade: &Grade, pass: bool) -> String {
    let model = grade.model.as_ref().map(ToString::to_string);
    let broken = grade.tried.iter().find_map(|one| match &one.finding {
        Finding::Broken(found) => Some((one.probe, found.seen.as_str())),
        _ => None,
    });
    let none = grade.no_model.as_ref().map(|why| ("", why.seen.as_str()));
    let (probe, seen) = broken.or(none).unwrap_or_default();
    let name = safe(name);
    let cells = [
        name.as_str(),
        if pass { "yes" } else { "no" },
        &grade.level.to_string(),
        model.as_deref().unwrap_or_default(),
        probe,
        seen,
        grade.cut_short.unwrap_or_default(),
        &format!("{:.1}", grade.seconds),
    ];
    format!("{}\n", cells.map(cell).join(","))
}

/// A folder may be called anything, and this may go to a terminal. (What a
/// server has said is escaped where it was heard.)
fn safe(name: &str) -> String {
    escape(name.as_bytes(), usize::MAX)
}

/// As RFC 4180 section 2 has it. A spreadsheet takes what begins with one of
/// `=+-@` for a formula: a quote keeps it a word.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = format!("{}{text}", if formula { "'" } else { "" });
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
