//! A page on paper: one HTML file that loads nothing, made for A4. Without
//! its answers it is what a class fills in.

mod block;
mod book;
mod drawing;

pub use book::book;
pub use drawing::is_drawn_by;

use super::page::{Item, Page, Part};
use super::table::Lesson;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// How each begins: so it is known again, and may be replaced.
pub const MARK: &str = "<!DOCTYPE html>\n<html class=\"echostage-lesson\"";

const STYLE: &str = include_str!("page.css");

#[derive(Clone, Copy, PartialEq)]
pub enum For {
    /// No answers; what is to be seen is left to be written down.
    Class,
    /// All of it, and the teacher's page.
    Teacher,
}

/// The parts in which a class finds out by itself, beside all others that
/// show a terminal.
const FOUND_OUT: [&str; 4] = ["Observe", "Look outside", "Measure", "Break it"];
/// What it shows is what stands on the screen anyway.
const RUN: &str = "Run";

pub fn paper(lesson: &Lesson, reader: For) -> String {
    let page = lesson.page();
    let mut body = format!("<h1>{}</h1>\n", escaped(&page.title));
    for part in &page.parts {
        body += &match reader {
            For::Class if is_found_out(part) => task(part),
            For::Class => with_room(part),
            For::Teacher => whole(part),
        };
    }
    if reader == For::Teacher
        && let Some(text) = lesson.teacher
    {
        let page = Page::of(text);
        body += &format!("<h1 class=teacher>{}</h1>\n", escaped(&page.title));
        body.extend(page.parts.iter().map(whole));
    }
    document(&page.title, &body)
}

fn document(title: &str, body: &str) -> String {
    format!(
        "{MARK} lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        escaped(title)
    )
}

fn whole(part: &Part) -> String {
    let items = part.items.iter().map(|item| match item {
        Item::Prose(text) => prose(text),
        Item::Block(block) => block::shown(block),
    });
    heading(part) + &items.collect::<String>()
}

fn is_found_out(part: &Part) -> bool {
    let types = part.items.iter().any(|item| match item {
        Item::Block(block) => block.is_console(),
        Item::Prose(_) => false,
    });
    FOUND_OUT.contains(&&*part.title) || types && part.title != RUN
}

/// All of it, and room for what is predicted, and for each exercise.
fn with_room(part: &Part) -> String {
    let all = whole(part);
    match &*part.title {
        "Predict" => all + &room(2),
        "Exercise" => all.replace("</li>", &format!("{}</li>", room(3))),
        _ => all,
    }
}

/// What to do, and room for what is seen then. Prose tells what was seen: only
/// the statement that is to be broken stays, and headings.
fn task(part: &Part) -> String {
    let claim = part.items.first().and_then(|item| match item {
        Item::Prose(text) => statement(text),
        Item::Block(_) => None,
    });
    let claim = claim.map(|text| prose(&format!("{text} Is it true?")));
    let blocks = part.items.iter().map(|item| match item {
        Item::Block(block) => block::asked(block),
        Item::Prose(text) => prose(&headings(text)),
    });
    let blocks: String = blocks.collect();
    let why = "<p class=why>What do you see, and why?</p>\n";
    heading(part) + &claim.unwrap_or_default() + &blocks + why + &room(4)
}

/// Such as `### Second reading: …`: what can wait is marked on paper, too.
fn headings(text: &str) -> String {
    let lines = text.lines().filter(|line| line.starts_with("### "));
    lines.collect::<Vec<_>>().join("\n")
}

/// What the prose begins with, between quotation marks.
fn statement(text: &str) -> Option<String> {
    let (statement, _) = text.strip_prefix('"')?.split_once('"')?;
    Some(format!("\"{}\"", statement.replace('\n', " ")))
}

fn heading(part: &Part) -> String {
    match &*part.title {
        "" => String::new(),
        title => format!("<h2>{}</h2>\n", escaped(title)),
    }
}

/// Lines to write on.
fn room(lines: usize) -> String {
    let line = "<i></i>".repeat(lines);
    format!("<div class=room>{line}</div>\n")
}

/// On paper no link leads to another page of ours.
fn prose(text: &str) -> String {
    linked(text, |_| None)
}

/// Markdown by its library. `inside` says where a link to a page of ours leads;
/// None: it is no link here. A comment is for nobody.
fn linked(text: &str, inside: fn(&str) -> Option<String>) -> String {
    let mut is_link = false;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let events = events.filter_map(|mut event| {
        match &mut event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                is_link = dest_url.contains("://");
                if let (false, Some(to)) = (is_link, inside(dest_url)) {
                    *dest_url = to.into();
                    is_link = true;
                }
                is_link
            }
            Event::End(TagEnd::Link) => is_link,
            Event::Html(_) | Event::InlineHtml(_) => false,
            _ => true,
        }
        .then_some(event)
    });
    let mut shown = String::new();
    html::push_html(&mut shown, events);
    shown
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
