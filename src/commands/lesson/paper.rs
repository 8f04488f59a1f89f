//! Writes a lesson for paper: for the class, for the teacher, or both.

use crate::cli::Lesson as Flags;
use crate::commands::Failure;
use crate::commands::files::{Kind, failed, same};
use crate::commands::timeline::show;
use crate::lesson::Lesson;
use crate::lesson::paper::{self, For, MARK, paper};
use crate::trace::escape;
use std::io::Write;
use std::path::Path;

const HANDOUT: Kind =
    Kind { flag: "--handout", name: "lesson of ours", mark: MARK };
const TEACHER: Kind =
    Kind { flag: "--teacher", name: "lesson of ours", mark: MARK };

const BOOK: Kind = Kind { flag: "--book", name: "lesson of ours", mark: MARK };

pub fn book(path: &Path) -> Result<(), Failure> {
    may_write(&BOOK, path)?;
    save(&BOOK, path, &paper::book())?;
    show(&format!("{}: the course; open it in a browser\n", shown(path)))
}

pub fn write(flags: &Flags, lesson: &Lesson) -> Result<(), Failure> {
    if let (Some(handout), Some(teacher)) = (&flags.handout, &flags.teacher)
        && same(handout, teacher)
    {
        return Err(Failure::usage(
            "--handout and --teacher name the same file: one would be lost; \
             name two",
        ));
    }
    let both = [
        (HANDOUT, &flags.handout, For::Class, "without answers"),
        (TEACHER, &flags.teacher, For::Teacher, "with the answers"),
    ];
    for (kind, path, ..) in &both {
        if let Some(path) = path {
            may_write(kind, path)?;
        }
    }
    for (kind, path, reader, what) in &both {
        let Some(path) = path else { continue };
        save(kind, path, &paper(lesson, *reader))?;
        let name = shown(path);
        show(&format!("{name}: {what}; open it in a browser and print it\n"))?;
    }
    Ok(())
}

fn save(kind: &Kind, path: &Path, page: &str) -> Result<(), Failure> {
    let mut file = kind.create(path)?;
    let saved = file.write_all(page.as_bytes());
    saved.map_err(|e| failed(kind.flag, path, e))
}

fn shown(path: &Path) -> String {
    escape(path.as_os_str().as_encoded_bytes(), 200)
}

fn may_write(kind: &Kind, path: &Path) -> Result<(), Failure> {
    if path == Path::new("-") {
        let flag = kind.flag;
        return Err(Failure::usage(format!(
            "{flag} goes into a file: give it a name instead of -"
        )));
    }
    kind.may_write(path)
}
