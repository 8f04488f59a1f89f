//! What the screen shows: who is held where, who runs, who is blocked in what.

use super::state::State;
use super::thread::{At, Thread};
use crate::trace::{Call, Label, Spot};

/// A line about a thread.
pub struct Row {
    /// What to type for it; None where it is not held.
    pub number: Option<usize>,
    /// `held`, `runs` or `blocked`.
    pub state: &'static str,
    /// As `worker-2 #7 before write 5 B`.
    pub text: String,
    pub label: Label,
    /// 0 where no connection is concerned.
    pub conn: u64,
    /// Before which it is held, or which it was let go to.
    pub call: Call,
    pub spot: Spot,
}

pub struct View {
    /// Those that are held first, who has been so for longest at the top.
    pub rows: Vec<Row>,
    /// How many steps were made.
    pub steps: u64,
    /// How many steps are left of the schedule, and the next one.
    pub plays: Option<(usize, String)>,
    /// What `until` waits for.
    pub until: Option<String>,
    pub is_open: bool,
}

impl State {
    pub fn view(&self, now: u64) -> View {
        let row = |number: Option<usize>, one: &Thread| Row {
            number,
            state: one.state(now),
            text: format!("{} {}", one.who(), one.place()),
            label: one.label,
            conn: one.conn,
            call: one.call(),
            spot: one.spot,
        };
        let held = self.held();
        let numbered = (1..).zip(&held);
        let mut rows: Vec<Row> =
            numbered.map(|(number, one)| row(Some(number), one)).collect();
        let loose = |one: &&Thread| matches!(one.at, At::Loose { .. });
        rows.extend(
            self.threads.iter().filter(loose).map(|one| row(None, one)),
        );
        let plays = self.play.as_ref().and_then(|play| {
            let (line, step) = play.left.front()?;
            Some((play.left.len(), format!("line {line}: {step}")))
        });
        View {
            rows,
            steps: self.steps,
            plays,
            until: self.goal.as_ref().map(|(goal, _)| goal.to_string()),
            is_open: self.is_open,
        }
    }
}

impl Thread {
    fn state(&self, now: u64) -> &'static str {
        match self.at {
            At::Held { .. } => "held",
            At::Loose { .. } if self.is_blocked(now) => "blocked",
            At::Loose { .. } => "runs",
        }
    }

    fn call(&self) -> Call {
        match self.at {
            At::Held { before: call, .. } | At::Loose { call, .. } => call,
        }
    }

    fn who(&self) -> String {
        match self.conn {
            0 => self.label.to_string(),
            id => format!("{} #{id}", self.label),
        }
    }

    fn place(&self) -> String {
        match self.at {
            At::Held {
                before: before @ (Call::Write | Call::Send),
                bytes,
                ..
            } => {
                format!("before {before} {bytes} B")
            }
            At::Held { before, .. } => format!("before {before}"),
            At::Loose { call, ended: false, .. } if call != Call::End => {
                format!("in {call}")
            }
            At::Loose { call, .. } => format!("after {call}"),
        }
    }

    /// As `is held before write 5 B`.
    pub(super) fn where_now(&self, now: u64) -> String {
        match self.state(now) {
            "held" => format!("is held {}", self.place()),
            "blocked" => format!("is blocked {}", self.place()),
            _ => format!("runs {}", self.place()),
        }
    }
}
