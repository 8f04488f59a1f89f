//! The table of contents: a line for each page, 80 columns.

use crate::lesson::{Lesson, TABLE};

const WIDTH: usize = 80;

pub fn list() -> String {
    let names = TABLE.iter().map(|lesson| name(lesson).chars().count());
    let widest = names.max().unwrap_or_default();
    let mut text = String::new();
    let (lessons, pages): (Vec<_>, Vec<_>) =
        TABLE.iter().partition(|page| page.number().is_some());
    text += &line(&format!("    {:widest$}  min  ", "lesson"), "you see");
    for lesson in lessons {
        let number = lesson.number().unwrap_or_default();
        let minutes = lesson.minutes().map(|m| m.to_string());
        let (name, minutes) = (name(lesson), minutes.unwrap_or_default());
        let goal = lesson.goal();
        let goal = goal.strip_prefix("You see ").unwrap_or(&goal);
        let head = format!("{number:>2}  {name:widest$}  {minutes:>3}  ");
        text += &line(&head, goal.trim_end_matches(['.', ':']));
    }
    let pages: Vec<&str> = pages.iter().map(|page| page.name).collect();
    text += &line("\nTo look things up: ", &pages.join(", "));
    text + "\nRead one: echostage lesson 1    Play it: echostage lesson 1 \
            --play\nPrint it: echostage lesson 1 --handout FILE.html (or \
            --teacher FILE.html)\n"
}

/// Its title, without the number.
fn name(lesson: &Lesson) -> String {
    let title = lesson.page().title;
    match title.split_once(". ") {
        Some((_, rest)) if lesson.number().is_some() => rest.into(),
        Some(_) | None => lesson.name.into(),
    }
}

/// What does not fit is cut between two words.
fn line(head: &str, text: &str) -> String {
    let text = text.replace('`', "");
    let room = WIDTH.saturating_sub(head.chars().count());
    if text.chars().count() <= room {
        return format!("{head}{text}\n");
    }
    let cut: String = text.chars().take(room.saturating_sub(1)).collect();
    let cut = cut.rsplit_once(' ').map_or(&*cut, |(kept, _)| kept);
    format!("{head}{}…\n", cut.trim_end_matches(',').trim_end())
}
