//! The comparison as one JSON object.

use crate::made_up::comparison;
use echostage::compare::shown::{JSON, json};
use serde_json::{Value, json};

#[test]
fn all_of_the_result_is_in_one_object() {
    let found = comparison();
    let text = json(&found).unwrap();
    assert!(text.starts_with(JSON));
    assert_eq!(text.lines().count(), 1);
    let object: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(object["machine"]["cpus"], 2);
    let contestants = object["contestants"].as_array().unwrap();
    assert_eq!(contestants.len(), found.contestants.len());
    let rows = object["rows"].as_array().unwrap();
    assert_eq!(rows.len(), found.rows.len());
    for row in rows {
        let cells = row["cells"].as_array().unwrap();
        assert_eq!(cells.len(), contestants.len());
    }
    assert_eq!(rows[0]["cells"][1]["verdict"]["is"], "ranked");
    assert_eq!(rows[0]["cells"][7]["verdict"]["say"], "3 answers");
    assert_eq!(rows[3]["cells"][7]["value"], Value::Null);
    assert!(!object["expected"].as_array().unwrap().is_empty());
}

/// JSON has no such numbers: they must not make it no JSON.
#[test]
fn what_is_no_number_is_null() {
    let mut found = comparison();
    found.rows[0].cells[1].value = Some(f64::NAN);
    found.rows[0].cells[2].high = Some(f64::INFINITY);
    let text = json(&found).unwrap();
    let object: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(object["rows"][0]["cells"][1]["value"], json!(null));
}

/// A terminal obeys some characters that JSON allows: they are escaped, and
/// the data is the same.
#[test]
fn what_a_terminal_would_obey_is_escaped() {
    let words = "\x1b[2J\x7f\u{9b}31m\u{202e}\u{e0041} 服务器 \"é\"";
    let mut found = comparison();
    found.failures.push(words.into());
    let text = json(&found).unwrap();
    let obeyed = |c: char| {
        let turns = matches!(c, '\u{202e}' | '\u{e0041}');
        (c.is_control() && c != '\n') || turns
    };
    assert_eq!(text.chars().find(|c| obeyed(*c)), None);
    assert!(text.contains("服务器"), "other scripts stay");
    let object: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(object["failures"][0], words);
}
