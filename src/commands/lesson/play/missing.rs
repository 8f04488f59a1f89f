//! Which programs of a lesson are not on this system, and what is said of it:
//! before it begins, and at each step that needs one.

use crate::commands::wrap::wrap;
use crate::doctor::{install, missing};
use crate::lesson::text::Ink;
use crate::lesson::{Act, Page, Step, called, programs};

pub struct Programs(Vec<String>);

impl Programs {
    pub fn of(page: &Page) -> Self {
        Self(programs(page))
    }

    /// Before the lesson, in lines of so many columns. It is looked anew each
    /// time: a person may install meanwhile what is missing.
    pub fn told(&self, width: usize, ink: Ink) -> Vec<String> {
        let names: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let missing = missing(&names);
        if missing.is_empty() {
            return vec![];
        }
        let text = format!(
            "Not on this system: {}. The lesson can be played all the same; \
             a step that needs one of these says so. To install:",
            missing.join(", "),
        );
        let mut lines: Vec<String> =
            wrap(&text, width, "").lines().map(String::from).collect();
        lines.push(format!("  {}", ink.typed(&install(&missing))));
        lines.push(String::new());
        lines
    }

    /// At a step.
    pub fn told_of(&self, step: &Step) -> Option<String> {
        let Act::Type { line, .. } = &step.act else { return None };
        let mut names = called(line);
        names.retain(|name| self.0.iter().any(|known| known == name));
        let missing = missing(&names);
        let are = if missing.len() == 1 { "is" } else { "are" };
        let all = missing.join(", ");
        (!missing.is_empty())
            .then(|| format!("{all} {are} not on this system: this will fail."))
    }
}
