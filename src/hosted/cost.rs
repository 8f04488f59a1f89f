//! What a server took of the machine: figures to add and to subtract.

use serde::{Deserialize, Serialize};

/// What a server took of the machine during one scenario, its children
/// included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Seconds on a processor, in our code and in the kernel's.
    pub user: f64,
    pub system: f64,
    /// The most that were seen at a time.
    pub threads: u64,
    pub processes: u64,
    /// Threads that were still there when all clients had left, beyond those
    /// that were there before the first came.
    pub left: u64,
    /// A thread that waited for something, and one that was put aside.
    pub voluntary: u64,
    pub involuntary: u64,
}

impl Cost {
    /// Of servers that ran one after the other.
    pub fn plus(self, other: Self) -> Self {
        Self {
            user: self.user + other.user,
            system: self.system + other.system,
            threads: self.threads.max(other.threads),
            processes: self.processes.max(other.processes),
            left: self.left.max(other.left),
            voluntary: self.voluntary + other.voluntary,
            involuntary: self.involuntary + other.involuntary,
        }
    }

    /// What is left of it when this was used before.
    pub fn without(self, before: &Self) -> Self {
        Self {
            user: (self.user - before.user).max(0.0),
            system: (self.system - before.system).max(0.0),
            voluntary: self.voluntary.saturating_sub(before.voluntary),
            involuntary: self.involuntary.saturating_sub(before.involuntary),
            ..self
        }
    }
}
