//! Prose in a terminal: what markdown means, as text with marks and colours.

use super::Ink;
use super::lines::Lines;
use crate::lesson::table::named;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::mem::take;

pub fn prose(text: &str, width: usize, ink: Ink) -> Vec<String> {
    let mut writer = Writer::new(width, ink);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        writer.take(event);
    }
    writer.flush();
    writer.lines.all()
}

struct Writer {
    ink: Ink,
    lines: Lines,
    /// What is not yet broken into lines.
    text: String,
    strong: bool,
    /// The numbers of the lists around; None: a list without.
    numbers: Vec<Option<u64>>,
    /// Where a link leads, and where its text begins.
    link: Option<(String, usize)>,
    rows: Option<Vec<Vec<String>>>,
    code: bool,
}

impl Writer {
    fn new(width: usize, ink: Ink) -> Self {
        Self {
            ink,
            lines: Lines::new(width),
            text: String::new(),
            strong: false,
            numbers: vec![],
            link: None,
            rows: None,
            code: false,
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => self.lines.code(&text),
            Event::Text(text) if self.strong => {
                self.text += &self.ink().strong(&text);
            }
            Event::Text(text) => self.text += &text,
            Event::Code(text) => self.text += &self.ink().code(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            _ => (), // comments, and what our pages do not have
        }
    }

    /// The table's columns are counted by who knows no colours.
    fn ink(&self) -> Ink {
        Ink { colour: self.ink.colour && self.rows.is_none() }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { .. } | Tag::Strong => self.strong = true,
            Tag::List(first) => {
                self.flush();
                self.numbers.push(first);
            }
            Tag::Item => {
                let mark = match self.numbers.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".into(),
                };
                self.lines.enter(mark);
            }
            Tag::Link { dest_url, .. } => {
                self.link = Some((dest_url.into_string(), self.text.len()));
            }
            Tag::Table(_) => self.rows = Some(vec![]),
            Tag::TableHead | Tag::TableRow => {
                self.rows.get_or_insert_default().push(vec![]);
            }
            // In an item of a list these end the text before them.
            Tag::Paragraph => self.paragraph(),
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.code = true;
            }
            _ => (),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(_) => {
                self.strong = false;
                self.paragraph();
            }
            TagEnd::Strong => self.strong = false,
            TagEnd::Item => {
                self.flush();
                self.lines.leave();
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                if self.numbers.is_empty() {
                    self.lines.blank();
                }
            }
            TagEnd::Link => self.leads(),
            TagEnd::TableCell => {
                let cell = take(&mut self.text);
                if let Some(row) = self.rows.as_mut().and_then(|r| r.last_mut())
                {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                self.lines.table(self.rows.take().unwrap_or_default());
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.lines.blank();
            }
            _ => (),
        }
    }

    fn paragraph(&mut self) {
        self.flush();
        self.lines.blank();
    }

    fn flush(&mut self) {
        self.lines.text(&take(&mut self.text));
    }

    /// What to type, or to open, for what a link leads to.
    fn leads(&mut self) {
        let Some((target, at)) = self.link.take() else { return };
        let text = self.text.get(at..).unwrap_or_default().to_lowercase();
        let file = target.split('#').next().unwrap_or_default();
        let page = file.strip_suffix(".md").and_then(named);
        let leads = match page {
            _ if file.is_empty() || text.contains("lesson") => return,
            Some(page) => match page.number() {
                Some(number) => format!("lesson {number}"),
                None => format!("echostage lesson {}", page.name),
            },
            None => target,
        };
        if text != leads {
            self.text += &format!(" ({leads})");
        }
    }
}
