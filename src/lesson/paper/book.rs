//! The whole course in one file, answers and all: for a room without internet
//! and without this program. It loads nothing; its links stay inside.

use super::super::page::{Item, Part};
use super::super::table::{Lesson, TABLE};
use super::{block, document, escaped, heading, linked};

pub fn book() -> String {
    let mut body = String::from("<h1>echostage: the course</h1>\n<ul>\n");
    for lesson in pages() {
        let (name, title) = (lesson.name, escaped(&lesson.page().title));
        body += &format!("<li><a href=\"#{name}\">{title}</a></li>\n");
    }
    body += "</ul>\n";
    for lesson in pages() {
        let (name, page) = (lesson.name, lesson.page());
        let title = escaped(&page.title);
        body += &format!("<h1 class=page id=\"{name}\">{title}</h1>\n");
        body.extend(page.parts.iter().map(part));
    }
    document("echostage: the course", &body)
}

/// The page that says where to begin comes first.
fn pages() -> impl Iterator<Item = &'static Lesson> {
    let is_first = |page: &&Lesson| page.name == "README";
    let rest = TABLE.iter().filter(move |page| !is_first(page));
    TABLE.iter().find(is_first).into_iter().chain(rest)
}

fn part(part: &Part) -> String {
    let items = part.items.iter().map(|item| match item {
        Item::Prose(text) => linked(text, inside),
        Item::Block(block) => block::shown(block),
    });
    heading(part) + &items.collect::<String>()
}

/// Where a link to another page leads in here; a file of the sources is not
/// in the book.
fn inside(target: &str) -> Option<String> {
    let file = target.split('#').next().unwrap_or_default();
    let name = file.strip_suffix(".md")?;
    let page = TABLE.iter().find(|page| page.name == name)?;
    Some(format!("#{}", page.name))
}
