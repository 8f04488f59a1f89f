//! The book in the program is the book in the folder.

use echostage::lesson::TABLE;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_page_of_the_folder_is_in_the_program() {
    let mut there: Vec<String> = fs::read_dir("lessons")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".md")?.to_string()))
        .collect();
    there.sort();
    let mut inside: Vec<_> = TABLE.iter().map(|page| page.name).collect();
    inside.sort();
    assert_eq!(there, inside, "a page is a line of src/lesson/table.rs");
}

#[test]
fn each_lesson_has_minutes_a_goal_and_answers() {
    for lesson in TABLE.iter().filter(|page| page.number().is_some()) {
        assert!(lesson.minutes().is_some(), "{}: no Time:", lesson.name);
        assert!(lesson.goal().ends_with(['.', ':']), "{}", lesson.goal());
        assert!(lesson.teacher.is_some_and(|t| t.contains("## Answer")));
    }
}

/// `cargo install echostage` is enough: the package has the book.
#[test]
fn the_package_holds_the_lessons() {
    let list = ["package", "--list", "--allow-dirty", "--offline"];
    let out = Command::new(env!("CARGO")).args(list).output().unwrap();
    let why = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{why}");
    let list = String::from_utf8(out.stdout).unwrap();
    let packed: Vec<&Path> = list.lines().map(Path::new).collect();
    for folder in ["lessons", "lessons/teacher"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let there = path.is_dir() || packed.contains(&path.as_path());
            assert!(there, "{} is not packed", path.display());
        }
    }
}
