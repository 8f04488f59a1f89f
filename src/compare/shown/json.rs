//! The comparison as data, for other programs: one JSON object. Its fields
//! are those of `Comparison`, documented there; times are in seconds, sizes
//! in bytes, and what is not known is null.

use crate::compare::Comparison;
use crate::compare::expected::{Expected, expected};
use serde::Serialize;

/// How our objects begin: so they are known again, and may be replaced.
pub const MARK: &str = "{\"by\":\"echostage compare\",";

#[derive(Serialize)]
struct Document<'a> {
    by: &'static str,
    #[serde(flatten)]
    found: &'a Comparison,
    /// What the model expects (see `Expected`).
    expected: Vec<Expected>,
}

/// The object in one line, with its newline.
pub fn json(found: &Comparison) -> Result<String, String> {
    let expected = expected(found);
    let document = Document { by: "echostage compare", found, expected };
    let text = serde_json::to_string(&document)
        .map_err(|e| format!("cannot write the result as JSON: {e}"))?;
    Ok(text + "\n")
}
