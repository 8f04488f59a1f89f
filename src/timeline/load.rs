//! How a lane spent its time; and the order in which lanes are drawn.

use super::item::Place;
use super::model::{Bar, LaneKind, State};
use std::collections::HashMap;

/// What a lane did, in nanoseconds of the window.
#[derive(Clone, Debug)]
pub struct Load {
    pub name: String,
    pub kind: LaneKind,
    /// The name that stands in the recording.
    key: String,
    /// In each state (see `Load::took`).
    sums: [u64; 11],
    pub bars: u64,
    /// Bars and marks that concern a client.
    pub busy: u64,
}

impl Load {
    pub fn new(place: Place) -> Self {
        Self {
            name: place.name(),
            kind: place.kind(),
            key: match place {
                Place::Thread(name) => name.into(),
                _ => String::new(),
            },
            sums: [0; 11],
            bars: 0,
            busy: 0,
        }
    }

    pub fn place(&self) -> Place<'_> {
        match self.kind {
            LaneKind::KernelQueue => Place::KernelQueue,
            LaneKind::OurQueue => Place::OurQueue,
            LaneKind::Thread => Place::Thread(&self.key),
        }
    }

    /// A bar, of which so many nanoseconds are in the window.
    pub fn bar(&mut self, bar: &Bar, took: u64) {
        if let Some(sum) = self.sums.get_mut(bar.state as usize) {
            *sum = sum.saturating_add(took);
        }
        self.bars += 1;
        self.busy += u64::from(bar.client.is_some());
    }

    pub fn took(&self, state: State) -> u64 {
        self.sums.get(state as usize).copied().unwrap_or_default()
    }
}

/// Queues first; then threads by their first appearance, but those that are
/// counted (`worker-2`, `worker-10`) together, in the order of their numbers.
pub fn order(lanes: &mut [Load]) {
    let mut groups: HashMap<String, usize> = HashMap::new();
    for lane in lanes.iter() {
        let next = groups.len();
        groups.entry(counted(&lane.name).0.into()).or_insert(next);
    }
    lanes.sort_by_cached_key(|lane| {
        let (group, number) = counted(&lane.name);
        let place = groups.get(group).copied();
        (lane.kind, place, number, lane.name.clone())
    });
}

/// `worker-10` as `worker-` and 10.
fn counted(name: &str) -> (&str, u64) {
    let group = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (group, name[group.len()..].parse().unwrap_or_default())
}
