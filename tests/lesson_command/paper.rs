//! On paper: the class gets no answer, the teacher gets all of them.

use crate::common::Folder;
use crate::{lesson, printed, text};
use echostage::lesson::{Item, Lesson, Page, TABLE};
use std::fs;
use std::path::{Path, PathBuf};

fn lessons() -> impl Iterator<Item = &'static Lesson> {
    TABLE.iter().filter(|page| page.number().is_some())
}

fn write(folder: &Folder, flag: &str, lesson: &Lesson) -> String {
    let file = folder.path().join("page.html");
    printed(&[lesson.name, flag, file.to_str().unwrap()]);
    fs::read_to_string(file).unwrap()
}

/// As it stands in HTML: without marks, and the words that follow each other.
fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text += part.split_once('>').map_or(part, |(_, after)| after);
    }
    let text = text.replace("&quot;", "\"").replace("&gt;", ">");
    let text = text.replace("&lt;", "<").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without the mark of a heading or of a list's item.
fn unlisted(line: &str) -> &str {
    let is_mark = |word: &str| {
        let number = word.strip_suffix('.');
        ["-", "###"].contains(&word)
            || number.is_some_and(|n| n.parse::<u32>().is_ok())
    };
    match line.split_once(' ') {
        Some((word, rest)) if is_mark(word) => rest,
        _ => line,
    }
}

/// The sentences of prose in these parts.
fn sentences(page: &Page, parts: &[&str]) -> Vec<String> {
    let parts = page.parts.iter().filter(|p| parts.contains(&&*p.title));
    let prose = parts.flat_map(|part| &part.items).filter_map(|i| match i {
        Item::Prose(text) => Some(text.replace(['`', '*'], "")),
        Item::Block(_) => None,
    });
    prose
        .flat_map(|text| {
            let text = text.lines().map(unlisted).collect::<Vec<_>>().join(" ");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            text.split(". ").map(String::from).collect::<Vec<_>>()
        })
        .filter(|s| {
            s.len() > 25 && !s.contains(['_', '|']) && !s.contains("](")
        })
        .collect()
}

#[test]
fn the_handout_has_no_answer_and_the_teacher_has() {
    let folder = Folder::new();
    for lesson in lessons() {
        let handout = words(&write(&folder, "--handout", lesson));
        let teacher = words(&write(&folder, "--teacher", lesson));
        let found = ["Observe", "Look outside", "Measure", "Step through it"];
        let mut answers = sentences(&lesson.page(), &found);
        let page = Page::of(lesson.teacher.unwrap());
        answers.extend(sentences(&page, &["Answer"]));
        assert!(answers.len() > 5, "{}", lesson.name);
        for answer in answers {
            let name = lesson.name;
            assert!(!handout.contains(&answer), "{name}: {answer}");
            assert!(teacher.contains(&answer), "{name}: {answer}");
        }
        let asked = sentences(&lesson.page(), &["Predict"]);
        for question in asked {
            assert!(handout.contains(&question), "{question}");
        }
    }
}

#[test]
fn the_handout_has_room_for_what_is_predicted_and_for_each_exercise() {
    let folder = Folder::new();
    for lesson in lessons() {
        let html = write(&folder, "--handout", lesson);
        let of = |title: &str| {
            let parts = html.split("<h2>").skip(1);
            let mut parts = parts.filter_map(|p| p.split_once("</h2>"));
            parts.find(|(name, _)| *name == title).unwrap().1
        };
        assert!(of("Predict").contains("<div class=room>"), "{}", lesson.name);
        let exercises = of("Exercise");
        let count = |what| exercises.matches(what).count();
        assert!(count("<li>") > 0, "{}", lesson.name);
        assert_eq!(count("<li>"), count("<div class=room>"), "{}", lesson.name);
    }
}

#[test]
fn the_handout_has_every_command_and_no_drawing() {
    let folder = Folder::new();
    for lesson in lessons() {
        let html = write(&folder, "--handout", lesson);
        let handout = words(&html);
        let page = lesson.page();
        let items = page.parts.iter().flat_map(|part| &part.items);
        for item in items {
            let Item::Block(block) = item else { continue };
            for line in block.typed() {
                let typed = line.typed.unwrap();
                let typed = typed.split_whitespace().collect::<Vec<_>>();
                assert!(handout.contains(&typed.join(" ")), "{typed:?}");
            }
        }
        assert!(html.contains("<table class=lanes>"), "{}", lesson.name);
        assert!(!handout.contains("░░"), "{}", lesson.name);
        assert!(!handout.contains("┼>"), "{}", lesson.name);
    }
}

#[test]
fn a_page_loads_nothing_and_shows_no_comment() {
    let folder = Folder::new();
    for lesson in TABLE {
        let html = write(&folder, "--teacher", lesson);
        assert!(!html.contains("src="), "{}", lesson.name);
        assert!(!html.contains("<link"), "{}", lesson.name);
        assert!(!html.contains("<script"), "{}", lesson.name);
        assert!(!html.contains(".md\""), "{}: a link", lesson.name);
        assert!(html.matches("<!").count() == 1, "{}", lesson.name);
    }
}

fn refused(args: &[&str], code: i32) -> String {
    let out = lesson(args);
    let told = text(&out.stderr);
    assert_eq!(out.status.code(), Some(code), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    told
}

#[test]
fn nobody_s_work_is_replaced() {
    let folder = Folder::new();
    let file: PathBuf = folder.path().join("thesis.html");
    fs::write(&file, "<!DOCTYPE html>\n<html>my thesis").unwrap();
    let path = file.to_str().unwrap();
    let told = refused(&["1", "--handout", path], 1);
    assert!(told.contains("name another file"), "{told}");
    // Neither of the two is written when one can't be.
    let other = folder.path().join("other.html");
    let other = other.to_str().unwrap();
    refused(&["1", "--handout", other, "--teacher", path], 1);
    assert!(!Path::new(other).exists());
    assert!(fs::read_to_string(&file).unwrap().ends_with("my thesis"));
    refused(&["1", "--handout", other, "--teacher", other], 2);
    refused(&["1", "--handout", "-"], 2);
    refused(&["--handout", other], 2);
    // Ours are.
    printed(&["1", "--handout", other]);
    printed(&["2", "--handout", other]);
    assert!(fs::read_to_string(other).unwrap().contains("no messages"));
}

#[test]
fn the_handout_marks_what_can_wait() {
    let folder = Folder::new();
    for lesson in lessons() {
        let html = write(&folder, "--handout", lesson);
        let second = lesson.text.matches("\n### Second reading: ").count();
        let marked = html.matches("<h3>Second reading: ").count();
        assert_eq!(marked, second, "{}", lesson.name);
    }
}
