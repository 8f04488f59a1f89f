//! Which pages there are. A page is one file in lessons/ and one line here; a
//! lesson has a page for the teacher as well.

use super::page::{Item, Page};

/// A page as it was written.
pub struct Lesson {
    /// Its file's, without `.md`: `01-one-at-a-time`, `glossary`.
    pub name: &'static str,
    pub text: &'static str,
    /// What the teacher has beside it: `teacher/01.md`.
    pub teacher: Option<&'static str>,
}

macro_rules! pages {
    ($(lesson $number:literal $rest:literal,)* $(page $name:literal,)*) => {
        &[
            $(Lesson {
                name: concat!($number, "-", $rest),
                text: include_str!(concat!(
                    "../../lessons/", $number, "-", $rest, ".md"
                )),
                teacher: Some(include_str!(concat!(
                    "../../lessons/teacher/", $number, ".md"
                ))),
            },)*
            $(Lesson {
                name: $name,
                text: include_str!(concat!("../../lessons/", $name, ".md")),
                teacher: None,
            },)*
        ]
    };
}

/// The lessons in their order; then the pages to look things up.
pub const TABLE: &[Lesson] = pages! {
    lesson "00" "hello",
    lesson "01" "one-at-a-time",
    lesson "02" "no-messages",
    lesson "03" "a-thread-per-client",
    lesson "04" "a-process-per-client",
    lesson "05" "a-pool",
    lesson "06" "a-bounded-queue",
    lesson "07" "prethreaded",
    lesson "08" "udp-echo",
    lesson "09" "udp-to-many",
    lesson "10" "chat",
    lesson "11" "how-connections-end",
    lesson "12" "limits-and-attacks",
    lesson "13" "measuring",
    page "README",
    page "symptoms",
    page "half-truths",
    page "glossary",
    page "calls",
    page "commands",
};

/// The page that a person means: `3`, `03`, `a-thread-per-client`, or the
/// file's name.
pub fn named(word: &str) -> Option<&'static Lesson> {
    let word = word.strip_suffix(".md").unwrap_or(word);
    let number = word.parse::<usize>().ok();
    TABLE.iter().find(|lesson| {
        let rest = lesson.name.split_once('-').map(|(_, rest)| rest);
        lesson.name.eq_ignore_ascii_case(word)
            || lesson
                .number()
                .is_some_and(|own| number == Some(own) || rest == Some(word))
    })
}

impl Lesson {
    /// None: it is a page to look things up.
    pub fn number(&self) -> Option<usize> {
        self.name.get(..2)?.parse().ok()
    }

    pub fn page(&self) -> Page {
        Page::of(self.text)
    }

    /// How long it takes in class, as its teacher's page says.
    pub fn minutes(&self) -> Option<usize> {
        let time = self.teacher?.lines().find_map(|l| l.strip_prefix("Time: "));
        time?.split(' ').next()?.parse().ok()
    }

    /// The first sentence of its goal, or of the page.
    pub fn goal(&self) -> String {
        let page = self.page();
        let goal = page.part("Goal").or(page.parts.first());
        let prose = goal.into_iter().flat_map(|part| &part.items);
        let first = prose.filter_map(|item| match item {
            Item::Prose(text) => text.split("\n\n").next(),
            Item::Block(_) => None,
        });
        let text = first.take(1).collect::<String>().replace('\n', " ");
        match text.split_once(". ") {
            Some((sentence, _)) => format!("{sentence}."),
            None => text,
        }
    }
}
