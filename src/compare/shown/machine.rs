//! Where it was measured, and how: a figure without that is worth nothing.

use super::amount::{bytes, seconds};
use crate::compare::Comparison;
use crate::trace::escape;
use time::OffsetDateTime;

/// What it ran on, in one line.
pub fn machine(found: &Comparison) -> String {
    let machine = &found.machine;
    let mut parts = vec![match machine.cpus {
        1 => "1 processor".into(),
        cpus => format!("{cpus} processors"),
    }];
    parts.extend(machine.cpu.as_deref().map(safe));
    parts.extend(machine.memory.map(|size| bytes(size as f64)));
    parts.push(safe(&machine.system));
    if machine.build != "release" {
        let build = machine.build;
        parts.push(format!("a {build} build: its figures say little"));
    }
    parts.join(", ")
}

/// How it was measured, in one line.
pub fn about(found: &Comparison) -> String {
    let mut text = match found.rounds {
        1 => "1 round".into(),
        rounds => format!("medians of {rounds} rounds, forwards and back"),
    };
    if found.quick {
        text += " (quick)";
    }
    text += &format!(", in {}", seconds(found.took));
    let at = found.at.map(OffsetDateTime::from_unix_timestamp);
    if let Some(Ok(at)) = at {
        text += &format!(", on {}", at.date());
    }
    if found.cut_short {
        text += "; cut short: the rest was not measured";
    }
    text
}

fn safe(text: &str) -> String {
    escape(text.as_bytes(), 60)
}
