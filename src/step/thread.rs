//! A serving thread as step mode knows it: held, or let go and since when.

use crate::trace::{Call, Label, Spot};

/// How serving threads are called.
pub const LABELS: &str = "client-N, worker-N, listener, receiver, sender";

/// The label of a serving thread, if the word can be one.
pub fn label(word: &str) -> Option<Label> {
    let alone = ["listener", "receiver", "sender"].contains(&word);
    let heads = ["worker-", "client-"];
    let number = heads.iter().find_map(|head| word.strip_prefix(head));
    let many = number.is_some_and(|number| number.parse::<u64>().is_ok());
    (word.len() <= 15 && (alone || many)).then(|| Label::new(word))
}

/// A thread that was let go and is silent for so long is called blocked.
pub const SILENCE: u64 = 20_000_000;

pub struct Thread {
    pub label: Label,
    /// 0 where no connection is concerned.
    pub conn: u64,
    pub at: At,
    pub spot: Spot,
    /// What the system calls it, to ask whether it is asleep.
    pub id: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Held: who has the lowest ticket has been so for longest.
    Held { ticket: u64, before: Call, bytes: usize },
    /// Let go at `since`, or heard of since then; the call has ended or not.
    Loose { call: Call, ended: bool, since: u64 },
}

impl Thread {
    pub(super) fn release(&mut self, now: u64) {
        if let At::Held { before: call, .. } = self.at {
            self.at = At::Loose { call, ended: false, since: now };
        }
    }

    pub fn is_blocked(&self, now: u64) -> bool {
        match self.at {
            At::Held { .. } => false,
            At::Loose { since, .. } => now.saturating_sub(since) >= SILENCE,
        }
    }

    /// Held, or blocked and not just slow.
    pub fn is_settled(&self, now: u64, asleep: impl Fn(u32) -> bool) -> bool {
        matches!(self.at, At::Held { .. })
            || self.is_blocked(now) && self.id.is_none_or(asleep)
    }
}
