//! A lesson without tmux: the text here, and the commands to type in terminals
//! of your own, one after the other.

use super::ends::Signals;
use super::missing::Programs;
use super::scratch::Scratch;
use crate::cli::Colour;
use crate::commands::Failure;
use crate::commands::lesson::width;
use crate::commands::timeline::{colour, show};
use crate::commands::wrap::wrap;
use crate::lesson::text::{Ink, items};
use crate::lesson::{Act, Lesson, Step, steps, terminals};
use std::io;
use std::process::exit;
use std::sync::Arc;

const INSTALL: &str = "\
tmux is not here. With it the terminals stand beside the text, and Enter types
the commands. To install it:
  sudo apt install tmux    (Debian, Ubuntu)    sudo dnf install tmux   (Fedora)
  brew install tmux        (macOS)

";

pub fn run(
    lesson: &Lesson,
    scratch: Scratch,
    signals: Signals,
) -> Result<(), Failure> {
    let scratch = Arc::new(scratch);
    let ours = Arc::clone(&scratch);
    let heard = signals.act(move |code| {
        ours.remove();
        // The shell's prompt comes below; the terminal may be gone.
        drop(show("\n"));
        exit(code);
    });
    let walked = heard.and_then(|()| walk(lesson, &scratch));
    scratch.remove();
    walked
}

fn walk(lesson: &Lesson, scratch: &Scratch) -> Result<(), Failure> {
    let page = lesson.page();
    let ink = Ink { colour: colour(Colour::Auto) };
    let names = terminals(&page).join(", ");
    let open = format!("Without it, open these terminals yourself: {names}");
    let open = wrap(&open, width(), "");
    let folder = quoted(&scratch.path().display().to_string());
    show(&format!(
        "{INSTALL}{open}\nIn each of them type first:\n  {}\n\n{}\n",
        ink.typed(&format!("cd {folder}; PATH=$PWD/bin:$PATH; PS1='$ '")),
        ink.heading(&page.title)
    ))?;
    let programs = Programs::of(&page);
    show(&programs.told(width(), ink).join("\n"))?;
    for step in steps(&page) {
        show(&told(&step, programs.told_of(&step), ink))?;
        if !goes_on()? {
            return Ok(());
        }
    }
    show("This is the end. Stop what still runs in your terminals.\n")
}

/// As one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if text.chars().all(plain) {
        return text.into();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn told(step: &Step, missing: Option<String>, ink: Ink) -> String {
    let mut lines = vec![ink.heading(step.part), String::new()];
    if step.items.is_empty() {
        lines.clear();
    } else {
        lines.extend(items(&step.items, width(), ink));
        lines.push(String::new());
    }
    let hint = match &step.act {
        Act::Read => "Enter: go on",
        Act::Type { terminal, line, .. } => {
            let typed = line.typed.as_deref().unwrap_or_default();
            let key = typed.starts_with("Ctrl-");
            let what = if key { "press" } else { "type" };
            let prompt = if key { "" } else { &line.printed };
            lines.push(format!("In {}, {what}:", ink.strong(terminal)));
            lines.push(format!("  {prompt}{}", ink.typed(typed)));
            lines.extend(missing);
            "Enter: done"
        }
        Act::Look { terminal } => {
            lines.push(format!("Look at {}.", ink.strong(terminal)));
            "Enter: go on"
        }
    };
    let hint = ink.quiet(&format!("-- {hint}; q and Enter: end"));
    format!("\n{}\n{hint}\n", lines.join("\n"))
}

/// False: the person wants no more.
fn goes_on() -> Result<bool, Failure> {
    let mut line = String::new();
    match io::stdin().read_line(&mut line) {
        Ok(0) => Ok(false),
        Ok(_) => Ok(line.trim() != "q"),
        Err(e) => Err(Failure::start(format!("cannot read the keys: {e}"))),
    }
}
