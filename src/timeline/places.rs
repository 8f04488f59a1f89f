//! Where lanes are, by what they are called.

use super::item::Place;
use super::model::LaneKind;
use crate::trace::escape;
use std::collections::HashMap;

/// The numbers of lanes.
#[derive(Default)]
pub struct Places {
    kernel: Option<usize>,
    ours: Option<usize>,
    threads: HashMap<String, usize>,
}

/// No name is longer: Linux shows 15 bytes of a thread's.
const LONGEST: usize = 64;

impl Places {
    pub fn get(&self, place: Place) -> Option<usize> {
        match place {
            Place::KernelQueue => self.kernel,
            Place::OurQueue => self.ours,
            Place::Thread(name) => self.threads.get(name).copied(),
        }
    }

    pub fn put(&mut self, place: Place, lane: usize) {
        match place {
            Place::KernelQueue => self.kernel = Some(lane),
            Place::OurQueue => self.ours = Some(lane),
            Place::Thread(name) => {
                self.threads.insert(name.into(), lane);
            }
        }
    }
}

impl Place<'_> {
    pub fn kind(self) -> LaneKind {
        match self {
            Self::KernelQueue => LaneKind::KernelQueue,
            Self::OurQueue => LaneKind::OurQueue,
            Self::Thread(_) => LaneKind::Thread,
        }
    }

    /// As it may be shown.
    pub fn name(self) -> String {
        match self {
            Self::KernelQueue => "kernel's queue".into(),
            Self::OurQueue => "our queue".into(),
            Self::Thread(name) => escape(name.as_bytes(), 20),
        }
    }
}

/// As much of a name from outside as is held.
pub fn short(name: &str) -> &str {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}
