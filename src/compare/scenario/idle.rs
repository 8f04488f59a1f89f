//! Clients that were answered once and now say nothing: what each of them
//! holds of the server's memory.

use super::Scenario;
use crate::compare::charts::{Point, Series};
use crate::compare::noise::quartiles;
use crate::compare::outcome::cells;
use crate::compare::row::{Better, Given, Row, Unit};
use crate::compare::setting::{Setting, Wants};
use crate::compare::throng::{Lot, Throng};
use crate::compare::turn::{Fault, Turn};
use crate::hosted::taken;
use std::thread::sleep;
use std::time::Duration;

pub const IDLE: Scenario = Scenario {
    name: "idle",
    help: "idle clients: how much memory does each take?",
    play,
    sentence: |told| told.leader("takes least"),
};

fn play(setting: &mut Setting) -> Vec<Row> {
    let patience = setting.scale.patience;
    let idle = setting.scale.idle;
    let steps = [idle / 4, idle / 2, idle];
    let mut lines = vec![Vec::new(); setting.contenders.len()];
    let wants = Wants {
        not_udp: Some("it has no connections"),
        rounds: setting.scale.rounds.div_ceil(3),
        fresh: true,
        ..Wants::default()
    };
    let seen = setting.play(&wants, |host| {
        let mut throng = Throng::new(host.addr);
        // The first one pays for what is there only once.
        throng.grow(1, patience, host.stop)?;
        let before = settled(host.pid)?;
        let mut line = vec![(1, before)];
        let mut after = before;
        for step in steps {
            let more = (step + 1).saturating_sub(line_end(&line));
            throng.grow(more, patience, host.stop)?;
            after = settled(host.pid)?;
            line.push((step + 1, after));
        }
        let served = throng.count(Lot::Served);
        if let Some(lines) = lines.get_mut(host.nth) {
            lines.push(line);
        }
        // What was freed meanwhile is not the clients'.
        let each = ((after - before) / idle as f64).max(0.0);
        Ok(Turn {
            values: vec![Some(each)],
            served: Some((served, idle + 1)),
            ..Turn::default()
        })
    });
    for (contestant, turns) in lines.iter().enumerate() {
        let Some(seen) = seen.get(contestant) else { continue };
        let points: Vec<Point> = points(turns);
        if !points.is_empty() && seen.out.is_none() {
            let note = seen.few().unwrap_or_default();
            let line = Series { contestant, points, note };
            setting.charts.memory.push(line);
        }
    }
    vec![Row {
        scenario: IDLE.name,
        name: "idle client".into(),
        work: format!(
            "{idle} clients are answered once, stay, and say nothing: what \
             each adds to the server's memory, page tables included."
        ),
        unit: Unit::Bytes,
        better: Better::Lower,
        given: Given {
            clients: idle,
            requests: Some(1),
            size: 64,
            patience: patience.as_secs_f64(),
            ..Given::default()
        },
        cells: cells(&seen, 0),
        sentence: String::new(),
    }]
}

fn line_end(line: &[(usize, f64)]) -> usize {
    line.last().map_or(0, |(clients, _)| *clients)
}

/// The medians of the turns, at each number of clients.
fn points(turns: &[Vec<(usize, f64)>]) -> Vec<Point> {
    let first = turns.first().map_or(&[][..], Vec::as_slice);
    let point = |(at, (clients, _)): (usize, &(usize, f64))| {
        let all = turns.iter().filter_map(|turn| Some(turn.get(at)?.1));
        let [low, y, high] = quartiles(&all.collect::<Vec<_>>())?;
        Some(Point { x: *clients as f64, y, low, high })
    };
    first.iter().enumerate().filter_map(point).collect()
}

/// The memory when it no longer moves.
fn settled(pid: u32) -> Result<f64, Fault> {
    let look = || {
        let none = || Fault::Not("not on this system".into());
        taken::memory(pid).ok_or_else(none)
    };
    let mut last = look()?;
    for _ in 0..20 {
        sleep(Duration::from_millis(10));
        let now = look()?;
        if now == last {
            break;
        }
        last = now;
    }
    Ok(last)
}
