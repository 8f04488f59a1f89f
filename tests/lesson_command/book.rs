//! The book in the program is the book in the folder.

use crate::common::Folder;
use crate::{lesson, printed, text};
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

#[test]
fn as_one_page_it_has_every_page_and_its_links_stay_inside() {
    let folder = Folder::new();
    let file = folder.path().join("course.html");
    let told = printed(&["--book", file.to_str().unwrap()]);
    assert!(told.contains("course.html: the course; open it in a browser"));
    let html = fs::read_to_string(&file).unwrap();
    for page in TABLE {
        assert!(html.contains(&format!(" id=\"{}\"", page.name)));
    }
    let links = html.split("href=\"").skip(1);
    let links = links.map(|rest| &rest[..rest.find('"').unwrap()]);
    let links: Vec<_> = links.collect();
    assert!(links.len() > 2 * TABLE.len(), "{links:?}");
    for link in links {
        let inside = link
            .strip_prefix('#')
            .is_some_and(|name| TABLE.iter().any(|page| page.name == name));
        assert!(inside || link.starts_with("https://"), "{link}");
    }
    for loads in ["<script", "<img", "<link", " src=", "@import", "url("] {
        assert!(!html.contains(loads), "{loads}");
    }
}

#[test]
fn one_page_never_replaces_what_is_no_page_of_ours() {
    let folder = Folder::new();
    let file = folder.path().join("thesis.html");
    fs::write(&file, "my own work").unwrap();
    let out = lesson(&["--book", file.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("no lesson of ours"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "my own work");
    let both = lesson(&["1", "--book", "x.html"]);
    assert_eq!(both.status.code(), Some(2));
}
