//! More clients than there may be: how many are inside when the first is
//! turned away, and how many of them are served at one time.

use super::Scenario;
use crate::compare::outcome::{Outcome, cells};
use crate::compare::result::Contestant;
use crate::compare::row::{Better, Cell, Given, Row, Unit, Verdict};
use crate::compare::sentence::{Told, list, names};
use crate::compare::setting::{Setting, Wants};
use crate::compare::throng::{Lot, Throng};
use crate::compare::turn::Turn;

pub const MANY: Scenario = Scenario {
    name: "many",
    help: "more clients than may be: who is served, who is turned away?",
    play,
    sentence,
};

const MOST: &str = "50";
const CLIENTS: usize = 64;
/// Nobody was turned away: the rest waits, or there is none.
const NOBODY: &str = "nobody";
const ALL: &str = "all served";

fn play(setting: &mut Setting) -> Vec<Row> {
    let patience = setting.scale.patience;
    let wants = Wants {
        flags: &["--max-clients", MOST, "--door-full", "turn-away"],
        not_udp: Some("it has no connections"),
        rounds: 1,
        ..Wants::default()
    };
    let seen = setting.play(&wants, |host| {
        let mut throng = Throng::new(host.addr);
        throng.grow(CLIENTS, patience, host.stop)?;
        let inside = throng.before(Lot::TurnedAway);
        let count = |lot| throng.count(lot);
        let [served, waits, away] =
            [Lot::Served, Lot::Waits, Lot::TurnedAway].map(count);
        Ok(Turn {
            values: vec![inside.map(|n| n as f64), Some(served as f64)],
            text: Some(if waits > 0 { NOBODY } else { ALL }.into()),
            note: Some(format!(
                "{served} served, {waits} wait, {away} turned away"
            )),
            ..Turn::default()
        })
    });
    let row = |name: &str, work: String, place| Row {
        scenario: MANY.name,
        name: name.into(),
        work,
        unit: Unit::Clients,
        better: Better::Higher,
        given: Given {
            clients: CLIENTS,
            requests: Some(1),
            size: 64,
            patience: patience.as_secs_f64(),
            ..Given::default()
        },
        cells: counts(&seen, place),
        sentence: String::new(),
    };
    let work = format!(
        "{CLIENTS} clients come and stay; a stage may have {MOST} inside \
         (--max-clients {MOST} --door-full turn-away): how many came before \
         the first was turned away."
    );
    vec![
        row("turned away after", work, 0),
        row(
            "served at a time",
            format!("Of these {CLIENTS}, how many had their answer."),
            1,
        ),
    ]
}

/// How many are let in is decided by flags and by the model: no race.
fn counts(seen: &[Outcome], place: usize) -> Vec<Cell> {
    let mut cells = cells(seen, place);
    for cell in cells.iter_mut().filter(|c| c.verdict == Verdict::Open) {
        let counted = cell.note.clone().unwrap_or_default();
        cell.verdict = Verdict::Unranked(counted);
    }
    cells
}

fn sentence(told: Told) -> String {
    let clients = told.row.given.clients;
    let mut counts: Vec<(f64, Vec<&Contestant>)> = Vec::new();
    for (who, cell) in told.all() {
        let Some(value) = cell.value else { continue };
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, them)) => them.push(who),
            None => counts.push((value, vec![who])),
        }
    }
    counts.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let first = told.row.name == "turned away after";
    let mut parts: Vec<String> = counts
        .into_iter()
        .map(|(count, them)| {
            let who = names(them.into_iter());
            match first {
                true => format!("after {count} clients with {who}"),
                false => format!("{who}: {count}"),
            }
        })
        .collect();
    if !parts.is_empty() {
        let parts_in_one = list(&parts);
        parts = vec![if first {
            format!("the first client is turned away {parts_in_one}")
        } else {
            format!("of {clients} that stay, served: {parts_in_one}")
        }];
    }
    let those = |text: &str| {
        let said = |cell: &Cell| {
            first && cell.value.is_none() && cell.text.as_deref() == Some(text)
        };
        names(told.all().filter(|(_, cell)| said(cell)).map(|(who, _)| who))
    };
    let (nobody, all) = (those(NOBODY), those(ALL));
    if !all.is_empty() {
        parts.push(format!("all {clients} are served by {all}"));
    }
    if !nobody.is_empty() {
        parts.push(format!(
            "with {nobody} nobody is, of {clients}: who is not served waits \
             and hears nothing"
        ));
    }
    parts.extend(told.out());
    parts.join("; ")
}
