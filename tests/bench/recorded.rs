//! What a recording costs: 64 busy clients with and without one, and what one
//! event takes of the thread to which it happens.

use crate::rounds::{ratio, rounds};
use crate::server::Scratch;
use crate::table::{Figure, Goal, Table};
use crate::work::busy::slice;
use crate::{Bench, server};
use echostage::trace::{self, Call, Header, Record};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

pub fn run(bench: &Bench, table: &mut Table) {
    table.row(
        "64 busy clients, recorded, against not",
        Goal::Ratio(0.85),
        recorded(bench),
    );
    table.row(
        "recording: ns per event, serving thread",
        Goal::AtMost(150.0, 0),
        per_event(bench.rounds),
    );
}

fn recorded(bench: &Bench) -> io::Result<Figure> {
    let file = Scratch::new("recording");
    let path = file.0.to_string_lossy().into_owned();
    let plain = server::ours(&bench.ours, &["-q"])?;
    let seen = server::ours(&bench.ours, &["-q", "--record", &path])?;
    let slices = vec![slice(seen.addr)?, slice(plain.addr)?];
    let rates = rounds(bench.rounds, slices)?;
    seen.stop()?;
    let (mut lines, mut lost) = (0_u64, 0);
    for line in fs::read_to_string(&path)?.lines() {
        lines += 1;
        if let Some((_, count)) = line.split_once("\"lost\",\"count\":") {
            lost += count.trim_end_matches('}').parse().unwrap_or(0);
        }
    }
    let told = ("recorded", &*rates[0]);
    let mut figure = ratio(told, ("not", &rates[1]), "messages a second");
    figure.note += &format!("; {lines} lines, {lost} lost");
    Ok(figure)
}

/// In this process: a call that does nothing, told to a recording. A batch
/// finds room in the channel, and then the writer catches up.
fn per_event(rounds: usize) -> io::Result<Figure> {
    const BATCH: u32 = 10_000;
    let header = Header::default();
    let record = Record::start(io::sink(), "nowhere".into(), &header)?;
    trace::start(vec![Box::new(record.clone())]);
    let mut bytes = [b'.'; 64];
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let begun = Instant::now();
        for _ in 0..BATCH {
            trace::moving(7, Call::Read, &mut bytes, |b| Ok(b.len()))?;
        }
        times.push(begun.elapsed().as_nanos() as f64 / f64::from(BATCH));
        thread::sleep(Duration::from_millis(50));
    }
    let whole = record.end(Duration::from_secs(1), &|| false);
    times.sort_by(f64::total_cmp);
    let (low, value) = (times[rounds / 4], times[rounds / 2]);
    let noise = (times[rounds * 3 / 4] - low) / 2.0 / value;
    let note = if whole { "" } else { "not all was written" };
    Ok(Figure { value, noise: Some(noise), note: note.into() })
}
