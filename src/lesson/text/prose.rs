//! Prose in a terminal: markdown, wrapped between words.

use super::Ink;
use crate::lesson::table::named;
use comfy_table::{ContentArrangement, Table, presets::UTF8_HORIZONTAL_ONLY};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::mem::take;
use textwrap::{Options as Wrap, WordSplitter, wrap};

pub fn prose(text: &str, width: usize, ink: Ink) -> Vec<String> {
    let mut writer = Writer { width, ink, ..Writer::default() };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        writer.take(event);
    }
    writer.flush();
    while writer.lines.last().is_some_and(String::is_empty) {
        writer.lines.pop();
    }
    writer.lines
}

struct Writer {
    width: usize,
    ink: Ink,
    lines: Vec<String>,
    /// What is not yet broken into lines.
    text: String,
    strong: bool,
    /// Of the list items around: how far in, and the mark of each.
    items: Vec<String>,
    /// The numbers of the lists around; None: a list without.
    numbers: Vec<Option<u64>>,
    /// The mark that the next line begins with.
    mark: Option<String>,
    /// Where a link leads, and where its text begins.
    link: Option<(String, usize)>,
    rows: Option<Vec<Vec<String>>>,
    code: bool,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            width: 80,
            ink: Ink { colour: false },
            lines: vec![],
            text: String::new(),
            strong: false,
            items: vec![],
            numbers: vec![],
            mark: None,
            link: None,
            rows: None,
            code: false,
        }
    }
}

impl Writer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => {
                let lines = text.lines().map(|line| format!("    {line}"));
                self.lines.extend(lines);
            }
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
                self.items.push(" ".repeat(mark.len()));
                self.mark = Some(mark);
            }
            Tag::Link { dest_url, .. } => {
                self.link = Some((dest_url.into_string(), self.text.len()));
            }
            Tag::Table(_) => self.rows = Some(vec![]),
            Tag::TableHead | Tag::TableRow => {
                self.rows.get_or_insert_default().push(vec![]);
            }
            Tag::CodeBlock(_) => self.code = true,
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
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                self.blank();
            }
            TagEnd::Link => self.leads(),
            TagEnd::TableCell => {
                let cell = take(&mut self.text);
                if let Some(row) = self.rows.as_mut().and_then(|r| r.last_mut())
                {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.table(),
            TagEnd::CodeBlock => self.code = false,
            _ => (),
        }
    }

    fn paragraph(&mut self) {
        self.flush();
        self.blank();
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn flush(&mut self) {
        let text = take(&mut self.text);
        if text.is_empty() {
            return;
        }
        let inner = self.items.concat();
        let first = match self.mark.take() {
            Some(mark) => {
                let outer = inner.len().saturating_sub(mark.len());
                format!("{}{mark}", &inner[..outer])
            }
            None => inner.clone(),
        };
        let how = Wrap::new(self.width)
            .word_splitter(WordSplitter::NoHyphenation) // --by-event is whole
            .initial_indent(&first)
            .subsequent_indent(&inner);
        let lines = wrap(&text, how).into_iter();
        self.lines.extend(lines.map(|line| line.into_owned()));
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

    fn table(&mut self) {
        let mut rows = self.rows.take().unwrap_or_default().into_iter();
        let mut table = Table::new();
        table.load_style(UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        table.force_no_tty().set_width(width);
        table.set_header(rows.next().unwrap_or_default());
        table.add_rows(rows);
        let lines = table.lines().map(|line| line.trim_end().to_string());
        self.lines.extend(lines);
        self.blank();
    }
}
