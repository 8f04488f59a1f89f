//! The second reading, into cells: bars are added up per column, so that what
//! it holds does not grow with the recording.

use super::cell::{Cell, Sign};
use super::rows::Row;
use super::scale::Scale;
use crate::timeline::{
    Bar, By, ClientId, Item, LaneKind, Mark, Place, Places, Recording, State,
    Survey, Window, stack,
};
use std::collections::HashMap;
use std::io;

/// A row: its cells.
pub type Cells = Vec<Cell>;

/// For each lane its rows: one for a thread, some for a queue.
pub struct Grid {
    pub rows: HashMap<usize, Vec<Cells>>,
    /// So many stood in a queue beyond its rows.
    pub more: HashMap<usize, usize>,
}

/// Who waits has a row; so many wait in rows of their own.
const ROWS: usize = 8;
/// So many bars of a queue are put in rows.
const BARS: usize = 10_000;

struct Filling<'a> {
    scale: &'a Scale,
    by: By,
    window: Window,
    places: Places,
    grid: Grid,
    queues: HashMap<usize, Vec<Bar>>,
    visits: HashMap<usize, Visit>,
}

/// Whom a thread has served last, from that column to that one.
#[derive(Clone, Copy)]
struct Visit(ClientId, usize, usize);

pub fn fill(
    recording: &Recording,
    survey: &Survey,
    rows: &[Row],
    scale: &Scale,
    by: By,
) -> io::Result<Grid> {
    let drawn = rows.iter().filter_map(|row| match row {
        Row::Lane(n) => Some(*n),
        Row::Told(_) => None,
    });
    let grid = Grid { rows: HashMap::new(), more: HashMap::new() };
    let mut filling = Filling {
        scale,
        by,
        window: Window { from: survey.from, to: survey.to },
        places: Places::default(),
        grid,
        queues: HashMap::new(),
        visits: HashMap::new(),
    };
    for n in drawn {
        let Some(lane) = survey.lanes.get(n) else { continue };
        filling.places.put(lane.place(), n);
        if lane.kind == LaneKind::Thread {
            let cells = vec![Cell::default(); scale.columns()];
            filling.grid.rows.insert(n, vec![cells]);
        }
    }
    survey.weave(recording, &mut |place, item| filling.item(place, item))?;
    filling.draw_queues();
    for (lane, visit) in std::mem::take(&mut filling.visits) {
        filling.visited(lane, visit);
    }
    Ok(filling.grid)
}

impl Filling<'_> {
    fn item(&mut self, place: Place, item: Item) {
        let Some(lane) = self.places.get(place) else { return };
        match item {
            Item::Bar(bar) if bar.state == State::Waits => {
                let bars = self.queues.entry(lane).or_default();
                let to = bar.to.unwrap_or(u64::MAX);
                if bars.len() < BARS && self.window.clip(bar.from, to).is_some()
                {
                    bars.push(bar);
                }
            }
            Item::Bar(bar) => self.bar(lane, &bar),
            Item::Mark(mark) => self.mark(lane, &mark),
            Item::Who(..) | Item::Same(..) => (),
        }
    }

    fn bar(&mut self, lane: usize, bar: &Bar) {
        let to = bar.to.unwrap_or(u64::MAX);
        let Some((from, to)) = self.window.clip(bar.from, to) else { return };
        match bar.state {
            // Also to others than its own client.
            State::Write | State::Send => (),
            state if state.is_idle() => {
                self.visit(
                    lane,
                    bar.client.filter(|_| bar.to == Some(to)),
                    (to, to),
                );
            }
            _ => self.visit(lane, bar.client, (from, to)),
        }
        let Some(cells) =
            self.grid.rows.get_mut(&lane).and_then(|r| r.get_mut(0))
        else {
            return;
        };
        if from < to || self.by == By::Time {
            for (column, took) in self.scale.touched(from, to) {
                if let Some(cell) = cells.get_mut(column) {
                    cell.bar(bar, took);
                }
            }
        }
        let sign = match (bar.state, bar.bytes) {
            (State::Read, Some(0)) => Sign::Ended,
            (State::Read, Some(_)) => Sign::Moved,
            (State::Receive, Some(_)) => Sign::Came,
            (State::Write | State::Send, Some(_)) => Sign::Wrote,
            _ => return,
        };
        if bar.to == Some(to)
            && let Some(column) = self.scale.column_of_end(to)
            && let Some(cell) = cells.get_mut(column)
        {
            cell.sign(sign, bar.client);
        }
    }

    fn mark(&mut self, lane: usize, mark: &Mark) {
        let sign = match mark.what.as_str() {
            "accepted" | "registered" => Sign::Came,
            "waits" => Sign::Waits,
            "closed" | "turned away" => Sign::Closed,
            _ => return,
        };
        let inside = self.window.clip(mark.ns, mark.ns).is_some();
        if inside && sign == Sign::Came {
            self.visit(lane, mark.client, (mark.ns, mark.ns));
        }
        let rows = self.grid.rows.get_mut(&lane);
        if let Some(cells) = rows.and_then(|rows| rows.get_mut(0))
            && inside
            && let Some(column) = self.scale.column_of_end(mark.ns)
            && let Some(cell) = cells.get_mut(column)
        {
            cell.sign(sign, mark.client);
        }
    }

    /// A thread has that client then. By events each has a column anyway.
    fn visit(
        &mut self,
        lane: usize,
        client: Option<ClientId>,
        (from, to): (u64, u64),
    ) {
        let at = |ns| self.scale.column_of_end(ns);
        let (Some(client), Some(from), Some(to)) = (client, at(from), at(to))
        else {
            return;
        };
        if self.by == By::Event {
            return;
        }
        match self.visits.get_mut(&lane) {
            Some(Visit(its, _, last)) if *its == client => *last = to,
            _ => {
                let next = Visit(client, from, to);
                if let Some(over) = self.visits.insert(lane, next) {
                    self.visited(lane, over);
                }
            }
        }
    }

    fn visited(&mut self, lane: usize, Visit(client, from, to): Visit) {
        if from == to
            && let Some(rows) = self.grid.rows.get_mut(&lane)
            && let Some(cell) = rows.get_mut(0).and_then(|r| r.get_mut(from))
        {
            cell.within(client);
        }
    }

    fn draw_queues(&mut self) {
        for (lane, mut bars) in std::mem::take(&mut self.queues) {
            let rows = stack(&mut bars);
            self.grid.more.insert(lane, rows.saturating_sub(ROWS));
            let blank = vec![Cell::default(); self.scale.columns()];
            let mut cells = vec![blank; rows.min(ROWS)];
            for bar in &bars {
                let to = bar.to.unwrap_or(u64::MAX);
                let clipped = self.window.clip(bar.from, to);
                let Some(((from, to), row)) =
                    clipped.zip(cells.get_mut(bar.row))
                else {
                    continue;
                };
                for (column, took) in self.scale.touched(from, to) {
                    if let Some(cell) = row.get_mut(column) {
                        cell.bar(bar, took);
                    }
                }
            }
            self.grid.rows.insert(lane, cells);
        }
    }
}
