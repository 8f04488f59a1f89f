//! The row above a drawing: when, or which event.

use super::scale::{Part, Scale};
use super::units::on_axis;
use crate::timeline::{By, step};

/// Marks of the axis stand at least so many columns apart.
const APART: u64 = 12;

impl Scale {
    /// The row with the labels.
    pub fn axis(&self) -> String {
        let mut row: Vec<char> = vec![' '; self.columns];
        for part in &self.parts {
            if let Some(label) = &part.label {
                put(&mut row, part.left, part.right, label);
            }
        }
        let even = self.parts.iter().map(Part::even).sum::<u128>();
        let columns = self.columns.max(1) as u128;
        let apart = if self.by == By::Event { 10 } else { APART };
        let least = even * u128::from(apart) / columns;
        let step = step(u64::try_from(least).unwrap_or(u64::MAX));
        let most = self.parts.last().map_or(0, |part| part.to - self.zero);
        for part in self.parts.iter().filter(|part| part.label.is_none()) {
            // What is less than a column before its edge stands at its edge.
            let column = part.edge(part.left + 1) - part.from;
            let first = part.from.saturating_sub(self.zero + column);
            let mut at = first.div_ceil(step);
            if part.left == 0 {
                let edge = part.from.saturating_sub(self.zero);
                let label = match self.by {
                    By::Event => (edge + 1).to_string(),
                    // Nothing is more exact than a column.
                    By::Time if at.saturating_mul(step) > edge => {
                        format!("│{}", on_axis(edge, column.min(step), most))
                    }
                    By::Time => String::new(),
                };
                put(&mut row, 0, part.right, &label);
            }
            while let Some(ns) = at.checked_mul(step)
                && let Some(time) = self.zero.checked_add(ns)
                && time <= part.to
            {
                let (column, label) = match self.by {
                    By::Time => {
                        let label = format!("│{}", on_axis(ns, step, most));
                        (part.column(time.max(part.from)), label)
                    }
                    By::Event => (part.column(time.max(1) - 1), ns.to_string()),
                };
                let label = if label == "0" { "1" } else { &label };
                if self.by == By::Time || time > part.from || time == 0 {
                    put(&mut row, column, part.right, label);
                }
                at += 1;
            }
        }
        row.into_iter().collect()
    }
}

/// Writes a label where it has room.
fn put(row: &mut [char], left: usize, right: usize, label: &str) {
    let wide = label.chars().count();
    let room = row.get_mut(left..(left + wide).min(right));
    let Some(room) = room
        .filter(|room| room.len() == wide && room.iter().all(|c| *c == ' '))
    else {
        return;
    };
    for (place, c) in room.iter_mut().zip(label.chars()) {
        *place = c;
    }
}
