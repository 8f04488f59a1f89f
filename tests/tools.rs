//! The tools the tests drive: here, or named with their package.

mod common;

use common::tools::{TOOLS, find, missing, need};

#[test]
fn every_tool_that_the_tests_drive_is_here() {
    let lacking: Vec<_> = TOOLS
        .iter()
        .filter(|row| find(row.0).is_none())
        .map(|row| missing(row.0))
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
#[should_panic(expected = "Debian's package no-such-tool has it (`make tools`")]
fn a_missing_tool_fails_its_test_and_names_the_package() {
    need("no-such-tool");
}

#[test]
fn make_tools_installs_what_the_tests_need() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Makefile");
    let makefile = std::fs::read_to_string(file).unwrap();
    let words: Vec<_> = makefile.split_whitespace().collect();
    for (program, package) in TOOLS {
        let row = format!(":{package}");
        assert!(
            words.iter().any(|word| word.ends_with(&row)),
            "make tools does not install {package}, for {program}"
        );
    }
}
