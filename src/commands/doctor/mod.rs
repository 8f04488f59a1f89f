//! `echostage doctor`: says what is wrong here, and ends what the person
//! wants to be ended.

mod answer;
mod end;
mod text;

use super::Failure;
use super::timeline::{colour, show};
use crate::cli::{Colour, Doctor};
use crate::doctor::{Finding, TABLE, Verdict};
use serde_json::json;
use std::io::{self, IsTerminal};
use std::process::exit;

pub fn run(flags: &Doctor) -> Result<(), Failure> {
    let mut all: Vec<Finding> =
        TABLE.iter().flat_map(|look| look(flags.port)).collect();
    if flags.json {
        let is_bad = all.iter().any(bad);
        show(&format!(
            "{}\n",
            json!({ "port": flags.port, "ok": !is_bad, "findings": all })
        ))?;
        return end(is_bad);
    }
    let ink = text::Ink { colour: colour(Colour::Auto) };
    // The worst last: there it still stands on a screen of 24 rows.
    all.sort_by_key(|one| one.verdict);
    let lines: String = all.iter().map(|one| ink.line(one)).collect();
    show(&(lines + &text::summary(&all)))?;
    let asks = io::stdin().is_terminal() && io::stdout().is_terminal();
    let ended = end::offer(&all, asks)?;
    let cured = |one: &Finding| {
        one.process.as_ref().is_some_and(|who| ended.contains(&who.pid))
    };
    end(all.iter().any(|one| bad(one) && !cured(one)))
}

fn bad(one: &Finding) -> bool {
    one.verdict == Verdict::Bad
}

fn end(is_bad: bool) -> Result<(), Failure> {
    if is_bad { exit(1) } else { Ok(()) }
}
