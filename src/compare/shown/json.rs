//! The comparison as data, for other programs: one JSON object. Its fields
//! are those of `Comparison`, documented there; times are in seconds, sizes
//! in bytes, and what is not known is null.

use crate::compare::Comparison;
use crate::compare::expected::{Expected, expected};
use crate::trace::escape;
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
    Ok(safe(&text) + "\n")
}

/// JSON allows DEL, C1 and what turns text in a string; a terminal obeys
/// them. Escaped, they are the same data (RFC 8259, section 7).
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        let mut bytes = [0; 4];
        let shown: &str = c.encode_utf8(&mut bytes);
        // Below a space, serde_json has escaped all.
        if matches!(c, ' '..='~') || escape(shown.as_bytes(), 20) == shown {
            safe.push(c);
        } else {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units);
            safe.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    safe
}
