//! A grade as a page to read, and as one line.

use crate::check::{Broken, Finding, Grade, Where, levels};
use crate::cli::{Check, LEVELS};
use crate::commands::wrap::wrap;
use crate::trace::escape;
use unicode_width::UnicodeWidthStr;

const WIDTH: usize = 80;
/// Columns of a folder's name.
const NAME: usize = 24;

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
            text += "model:   none could be seen\n";
            for (name, words) in parts(why) {
                text += &hang(&format!("{:9}{name:<10}", ""), words);
            }
        }
        (None, None) if grade.level == 0 => {
            text += "model:   not tried: first it must echo a line\n";
        }
        (None, None) => text += "model:   not found in time\n",
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
            Finding::Failed(why) => text += &hang(&head("?"), why),
            Finding::Broken(found) => {
                text += &hang(&head("NO"), one.promise);
                for (name, words) in parts(found) {
                    text += &hang(&format!("{:18}{name:<10}", ""), words);
                }
            }
        }
    }
    text + "\n" + &hang("reached: ", &verdict(flags, grade))
}

/// The words behind a head, and under themselves where one line is too short.
/// A server's own words may be among them: they are escaped.
fn hang(head: &str, words: &str) -> String {
    let words = escape(words.as_bytes(), usize::MAX);
    let width = head.width();
    let lines = wrap(&words, WIDTH - width, "");
    let under = format!("\n{:width$}", "");
    format!("{head}{}\n", lines.trim_end().replace('\n', &under))
}

fn parts(found: &Broken) -> impl Iterator<Item = (&'static str, &str)> {
    [
        ("sent:", Some(&*found.sent)),
        ("expected:", Some(&found.expected)),
        ("seen:", Some(&found.seen)),
        ("it wrote:", found.wrote.as_deref()),
        ("hint:", Some(found.hint)),
    ]
    .into_iter()
    .filter_map(|(name, words)| Some((name, words?)))
}

fn verdict(flags: &Check, grade: &Grade) -> String {
    let most = flags.level.unwrap_or(LEVELS);
    let model = grade.model.as_ref();
    let mut text = match (grade.level, grade.untold) {
        (level, Some(next)) => format!(
            "level {level}; level {next} can't be told from outside: give its \
             command, after --"
        ),
        (level, None) if level >= most => {
            format!("level {level}, all that was asked for")
        }
        (level, None) => format!("level {level} of {most}"),
    };
    if let Some(model) = model {
        text += &format!("; {model}");
    }
    if grade.level > 0 && grade.cut_short.is_none() && model.is_none() {
        text += "; but no model could be seen (above)";
    }
    if flags.expect.zip(model).is_some_and(|(one, model)| !one.is(model)) {
        text += "; the model is not the expected one";
    }
    if let Some(why) = grade.cut_short {
        text += &format!("; cut short: {why}");
    }
    format!("{text} ({:.1} s)", grade.seconds)
}

/// For `--all`: one line, and what is wrong under it.
pub fn short(name: &str, grade: &Grade, pass: bool) -> String {
    let sign = match grade.cut_short {
        Some(_) => "?",
        None if pass => "ok",
        None => "NO",
    };
    let name = fit(escape(name.as_bytes(), NAME), NAME);
    let head = format!("{sign:<2}  {name}  level {}  ", grade.level);
    let model = grade.model.as_ref().map(ToString::to_string);
    let mut text = hang(&head, &model.unwrap_or("no model".into()));
    for one in &grade.tried {
        let seen = match &one.finding {
            Finding::Broken(found) => &found.seen,
            Finding::Failed(why) => why,
            Finding::Kept(_) | Finding::Untold(_) => continue,
        };
        text += &hang(&format!("    {:<12}", one.probe), seen);
    }
    if let Some(why) = &grade.no_model {
        text += &hang("    ", &why.seen);
    }
    if let Some(why) = grade.cut_short {
        text += &hang("    ", &format!("cut short, not graded: {why}"));
    }
    text
}

/// So many columns: a letter of some scripts takes two.
fn fit(mut text: String, columns: usize) -> String {
    if text.width() > columns {
        while text.width() >= columns {
            text.pop();
        }
        text.push('…');
    }
    let rest = columns - text.width();
    format!("{text}{:rest$}", "")
}
