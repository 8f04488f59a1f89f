//! Writes a lesson for paper: for the class, for the teacher, or both.

use crate::cli::Lesson as Flags;
use crate::commands::Failure;
use crate::commands::files::{Kind, failed, same};
use crate::commands::timeline::show;
use crate::lesson::Lesson;
use crate::lesson::paper::{For, MARK, paper};
use crate::trace::escape;
use std::io::Write;
use std::path::Path;

const HANDOUT: Kind =
    Kind { flag: "--handout", name: "lesson of ours", mark: MARK };
const TEACHER: Kind =
    Kind { flag: "--teacher", name: "lesson of ours", mark: MARK };

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
        let mut file = kind.create(path)?;
        let saved = file.write_all(paper(lesson, *reader).as_bytes());
        saved.map_err(|e| failed(kind.flag, path, e))?;
        let name = escape(path.as_os_str().as_encoded_bytes(), 200);
        show(&format!("{name}: {what}; open it in a browser and print it\n"))?;
    }
    Ok(())
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
