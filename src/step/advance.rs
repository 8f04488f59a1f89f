//! What goes on by itself: a schedule that is played, and `until`. Each lets
//! one go, and looks again when that one has come to rest.

use super::goal::Goal;
use super::schedule::Step;
use super::state::State;
use super::thread::At;
use crate::trace::Label;
use std::collections::VecDeque;

/// So many steps `until` takes at most.
const STEPS: u32 = 1000;
/// So long nobody may move while a schedule waits and all are held, in
/// nanoseconds.
const ALL_HELD: u64 = 5_000_000_000;
/// The same where somebody is let go, for a server that nobody looks at.
pub const NETWORK: u64 = 30_000_000_000;

/// A schedule that is played: what is left of it.
pub struct Play {
    pub left: VecDeque<(usize, Step)>,
    /// Whom it has let go last.
    last: Option<Label>,
}

/// The line of a schedule that nobody can follow.
#[derive(Debug, PartialEq, Eq)]
pub struct Stuck {
    pub line: usize,
    pub step: Step,
    /// Where that thread is now.
    pub now: String,
}

/// What has come of it.
#[derive(Debug, PartialEq, Eq)]
pub enum News {
    /// The schedule is at its end.
    Played,
    Stuck(Stuck),
    Reached,
    /// `until` has taken too many steps, or waited for too long.
    NotReached,
}

impl Play {
    pub fn new(steps: Vec<(usize, Step)>) -> Self {
        Self { left: steps.into(), last: None }
    }
}

impl State {
    /// Goes on with the schedule or with `until`, as far as one can now.
    pub fn advance(
        &mut self,
        now: u64,
        asleep: impl Fn(u32) -> bool,
    ) -> Option<News> {
        if self.is_open {
            return None;
        }
        if self.play.is_some() {
            return self.play_on(now, asleep);
        }
        self.go_on_until(now, asleep)
    }

    /// Whether the schedule's next step can be made now.
    pub fn plays_on(&self) -> bool {
        let next = self.play.as_ref().and_then(|play| play.left.front());
        next.is_some_and(|(_, step)| {
            self.threads.iter().any(|one| {
                one.label == step.thread
                    && matches!(one.at, At::Held { before, .. }
                        if before == step.point)
            })
        })
    }

    fn play_on(
        &mut self,
        now: u64,
        asleep: impl Fn(u32) -> bool,
    ) -> Option<News> {
        let play = self.play.as_ref()?;
        let (next, last) = (play.left.front().copied(), play.last);
        let last = self.threads.iter().find(|one| Some(one.label) == last);
        if last.is_some_and(|last| !last.is_settled(now, asleep)) {
            return None;
        }
        let Some((line, step)) = next else {
            self.play = None;
            return Some(News::Played);
        };
        let thread = self.threads.iter().find(|one| one.label == step.thread);
        match thread.map(|one| one.at) {
            Some(At::Held { before, .. }) if before == step.point => {
                self.let_go(step.thread, now);
                let play = self.play.as_mut()?;
                play.left.pop_front();
                play.last = Some(step.thread);
                None
            }
            // Only the schedule could let it go.
            Some(At::Held { .. }) => Some(self.stuck(line, step, now)),
            _ => {
                let held = |at: At| matches!(at, At::Held { .. });
                let all_held = self.threads.iter().all(|one| held(one.at));
                let most = if all_held { ALL_HELD } else { self.patience };
                let late = now.saturating_sub(self.moved) >= most;
                late.then(|| self.stuck(line, step, now))
            }
        }
    }

    fn stuck(&mut self, line: usize, step: Step, now: u64) -> News {
        let thread = self.threads.iter().find(|one| one.label == step.thread);
        let now = thread.map_or_else(
            || "there is no such thread".into(),
            |thread| format!("it {}", thread.where_now(now)),
        );
        News::Stuck(Stuck { line, step, now })
    }

    fn go_on_until(
        &mut self,
        now: u64,
        asleep: impl Fn(u32) -> bool,
    ) -> Option<News> {
        let (goal, steps) = self.goal.as_ref()?;
        let steps = *steps;
        if self.goal_met || self.threads.iter().any(|one| goal.is_met_by(one)) {
            self.goal = None;
            return Some(News::Reached);
        }
        let late = now.saturating_sub(self.moved) >= self.patience;
        if steps >= STEPS || late {
            self.goal = None;
            return Some(News::NotReached);
        }
        let first = self.held().first().map(|one| one.label)?;
        if self.is_quiet(now, asleep) {
            self.let_go(first, now);
            self.goal = self.goal.take().map(|(goal, n)| (goal, n + 1));
        }
        None
    }

    /// Lets the longest-held one go, again and again, until that.
    pub fn until(&mut self, goal: Goal, now: u64) {
        (self.goal, self.goal_met, self.moved) = (Some((goal, 0)), false, now);
    }
}
