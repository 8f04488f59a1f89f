//! A grade as a page to read, and as one line.

use crate::check::{Broken, Finding, Grade, Where, levels};
use crate::cli::Check;
use crate::commands::wrap::wrap;
use crate::trace::escape;
use std::fmt::Write;

const WIDTH: usize = 80;

pub fn long(name: &str, flags: &Check, grade: &Grade) -> String {
    let mut text = hang("checked: ", name);
    match (&grade.model, &grade.no_model) {
        (Some(model), _) => {
            text += &hang("model:   ", &model.to_string());
            text += &hang("         ", &model.evidence);
            if model.others_wait == Where::Untold && !flags.udp {
                let why = "where others wait can't be told from outside";
                text += &hang("         ", why);
            }
        }
        (None, Some(why)) => {
            let seen = format!("none to be seen: {}", why.seen);
            text += &hang("model:   ", &seen);
        }
        (None, None) => {
            text += "model:   not tried: first it must echo a line\n";
        }
    }
    let names = levels(flags.udp);
    let mut level = 0;
    for one in &grade.tried {
        if one.level != level {
            level = one.level;
            let name = names.get(usize::from(level) - 1).unwrap_or(&"");
            text += &format!("\nlevel {level}: {name}\n");
        }
        let head = |sign| format!("  {sign:<4}{:<12}", one.probe);
        match &one.finding {
            Finding::Kept(what) => text += &hang(&head("ok"), what),
            Finding::Untold(why) => {
                text += &hang(&head("-"), &format!("not told: {why}"));
            }
            Finding::Broken(found) => {
                text += &hang(&head("NO"), one.promise);
                for (name, words) in parts(found) {
                    text += &hang(&format!("{:18}{name:<10}", ""), words);
                }
            }
        }
    }
    format!("{text}\n{}\n", verdict(flags, grade))
}

/// The words behind a head, and under themselves where one line is too short.
/// A server's own words may be among them: they are escaped.
fn hang(head: &str, words: &str) -> String {
    let words = escape(words.as_bytes(), usize::MAX);
    let width = head.chars().count();
    let lines = wrap(&words, WIDTH - width, "");
    let under = format!("\n{:width$}", "");
    format!("{head}{}\n", lines.trim_end().replace('\n', &under))
}

fn parts(found: &Broken) -> [(&'static str, &str); 4] {
    [
        ("sent:", &found.sent),
        ("expected:", &found.expected),
        ("seen:", &found.seen),
        ("hint:", found.hint),
    ]
}

fn verdict(flags: &Check, grade: &Grade) -> String {
    let mut text = match grade.level {
        level if level >= flags.level => {
            format!("reached: level {level}, all that was asked for")
        }
        level => format!("reached: level {level} of {}", flags.level),
    };
    if let (Some(expected), Some(model)) = (flags.expect, &grade.model)
        && !expected.is(model)
    {
        let _ = write!(text, "; the model is not the expected one");
    }
    if let Some(why) = grade.cut_short {
        let _ = write!(text, "; cut short: {why}");
    }
    format!("{text} ({:.1} s)", grade.seconds)
}

/// For `--all`: one line, and what is wrong under it.
pub fn short(name: &str, grade: &Grade, pass: bool) -> String {
    let sign = if pass { "ok" } else { "NO" };
    let name = escape(name.as_bytes(), 24);
    let head = format!("{sign}  {name:<24}  level {}  ", grade.level);
    let model = grade.model.as_ref().map(ToString::to_string);
    let mut text = hang(&head, &model.unwrap_or("no model".into()));
    for one in &grade.tried {
        if let Finding::Broken(found) = &one.finding {
            text += &hang(&format!("    {:<12}", one.probe), &found.seen);
        }
    }
    if let Some(why) = &grade.no_model {
        text += &hang("    ", &why.seen);
    }
    text
}
