//! The book as a whole: no lesson, block or link is left out.

use crate::page::{Block, Page, folder};
use crate::{LESSONS, PAGES, copies};
use std::fs;

/// Languages of examples that are neither ours nor run here.
const SKETCHES: [&str; 2] = ["sketch", "exercise"];

pub fn pages() -> Vec<Page> {
    let mut names = Vec::new();
    for below in ["", "teacher"] {
        let folder = folder().join(below);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                names.push(format!("{below}/{name}"));
            }
        }
    }
    names.sort();
    names.iter().map(|n| Page::read(n.trim_start_matches('/'))).collect()
}

/// Those without number, and the teacher's, where they type anything.
#[test]
fn every_page_that_types_is_replayed() {
    for page in pages() {
        let name = page.path.strip_prefix(folder()).unwrap();
        let name = name.to_str().unwrap();
        let numbered = name.starts_with(|c: char| c.is_ascii_digit());
        let list = if numbered { LESSONS } else { PAGES };
        let types = page.blocks.iter().any(Block::is_console);
        let must = numbered || types;
        assert!(!must || list.contains(&name), "{name} is not replayed");
    }
}

/// Also those of pages that type nothing.
#[test]
fn every_copy_is_one() {
    for page in pages() {
        assert_eq!(copies::check(&page), Ok(()));
    }
}

/// What is tagged `console` is typed, the others are copies.
#[test]
fn every_block_is_replayed_or_a_copy() {
    for page in pages() {
        for block in &page.blocks {
            let place = page.place(block.first);
            let copied = block.is_copy();
            match &*block.tag {
                [tag, _name] if tag == "console" => {
                    assert!(!copied, "{place}: typed, and a copy");
                }
                [tag] if SKETCHES.contains(&&**tag) => (),
                [_tag] => assert!(copied, "{place}: a copy of what?"),
                _ => panic!("{place}: no tag says what this block is"),
            }
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for page in pages() {
        for (at, line) in page.lines.iter().enumerate() {
            for rest in line.split("](").skip(1) {
                let target = rest.split(')').next().unwrap();
                if target.contains("://") {
                    continue;
                }
                let (file, heading) = match target.split_once('#') {
                    Some((file, heading)) => (file, Some(heading)),
                    None => (target, None),
                };
                let base = page.path.parent().unwrap();
                let path = match file {
                    "" => page.path.clone(),
                    file => base.join(file),
                };
                let place = page.place(at);
                assert!(path.exists(), "{place}: no {target}");
                let Some(heading) = heading else { continue };
                let text = fs::read_to_string(&path).unwrap();
                let mut all = text.lines().filter_map(anchor);
                assert!(all.any(|a| a == heading), "{place}: no {target}");
            }
        }
    }
}

/// The name by which a heading is linked to.
fn anchor(line: &str) -> Option<String> {
    let heading = line.trim_start_matches('#');
    if heading.len() == line.len() {
        return None;
    }
    let kept = heading.trim().to_lowercase();
    let kept =
        kept.chars().filter(|c| c.is_alphanumeric() || " -".contains(*c));
    Some(kept.collect::<String>().replace(' ', "-"))
}

const SKELETON: [&str; 7] = [
    "## Goal",
    "## Predict",
    "## Run",
    "## Observe",
    "## Read the code",
    "## Break it",
    "## Exercise",
];

#[test]
fn every_lesson_has_each_part_in_its_order() {
    for name in LESSONS {
        let page = Page::read(name);
        let lines = page.lines.iter().map(|line| &**line);
        let parts: Vec<_> = lines.filter(|l| SKELETON.contains(l)).collect();
        assert_eq!(parts, SKELETON, "{name}");
        let teacher = folder().join("teacher").join(&name[..2]);
        assert!(teacher.with_extension("md").exists(), "{name}: no answers");
    }
}
