//! Figures instead of a drawing: how long each client waited and was served,
//! and how each thread spent its time.

use super::listing::{ended, number_of, served, time_or_none};
use super::table::Table;
use super::units::{many, time, wrapped};
use crate::timeline::{LaneKind, Load, State, Survey};
use crate::trace::letter;

/// So many clients and threads have a line.
const MOST: usize = 200;

pub fn stats(survey: &Survey, width: usize) -> String {
    let mut text = clients(survey, width);
    let threads = threads(survey, width);
    if !text.is_empty() && !threads.is_empty() {
        text.push('\n');
    }
    text.push_str(&threads);
    for sentence in survey.left_out() {
        text.push_str(&wrapped(&sentence, width));
    }
    text
}

fn clients(survey: &Survey, width: usize) -> String {
    let heads = ["waited", "served", "in read", "in write", "ended"];
    let heads = [&["", "", "client"], &heads[..]].concat();
    let mut table = Table::new(&heads, 3..7);
    for client in survey.clients.iter().take(MOST) {
        let letter = letter(client.id.number(survey.last));
        table.line(vec![
            letter.to_string(),
            number_of(client),
            client.peer.clone(),
            time_or_none(client.waited),
            served(client),
            time_or_none(client.read),
            time_or_none(client.written),
            ended(survey, client),
        ]);
    }
    let all = survey.clients.len() as u64 + survey.more_clients;
    table.text(width) + &more(all, "client", width)
}

/// The shares of the drawn time.
fn threads(survey: &Survey, width: usize) -> String {
    let all = survey.to.saturating_sub(survey.from).max(1);
    let share = |ns: u64| match ns {
        0 => "-".into(),
        ns => format!("{:.1} %", 100.0 * ns as f64 / all as f64),
    };
    let heads =
        ["thread", "has a client", "in read", "in write", "runs", "idle"];
    let mut table = Table::new(&heads, 1..6);
    let lanes = survey.lanes.iter();
    let lanes: Vec<&Load> = lanes
        .filter(|lane| lane.kind == LaneKind::Thread && lane.bars > 0)
        .collect();
    for lane in lanes.iter().take(MOST) {
        let sum = |states: &[State]| -> u64 {
            let took = states.iter().map(|state| lane.took(*state));
            took.fold(0, u64::saturating_add)
        };
        let read = sum(&[State::Read]);
        let write = sum(&[State::Write, State::Send]);
        let runs = sum(&[State::Served, State::Think]);
        let other = sum(&[State::Lock, State::Held]);
        let idle = sum(&[State::Accept, State::Take, State::Receive]);
        table.line(vec![
            lane.name.clone(),
            share(
                [read, write, runs, other]
                    .into_iter()
                    .fold(0, u64::saturating_add),
            ),
            share(read),
            share(write),
            share(runs),
            share(idle),
        ]);
    }
    let text = table.text(width);
    let n = (lanes.len() + survey.more_lanes) as u64;
    let about = match text.is_empty() {
        true => String::new(),
        false => wrapped(
            &format!(
                "Shares of {}. Runs: our code, and thinking. Idle: waits \
                 for the next client.",
                time(all)
            ),
            width,
        ),
    };
    text + &more(n, "thread", width) + &about
}

fn more(all: u64, what: &str, width: usize) -> String {
    match all.saturating_sub(MOST as u64) {
        0 => String::new(),
        more => wrapped(
            &format!("And {}: --from and --to choose.", many(more, what)),
            width,
        ),
    }
}
