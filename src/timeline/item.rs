//! What the reading of a recording tells to who draws it, piece by piece.

use super::client::ClientId;
use super::model::{Bar, LaneKind, Mark};
use crate::trace::escape;

/// Where something is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    KernelQueue,
    OurQueue,
    Thread(&'a str),
}

/// What there is to draw, told when it has ended; so bars are a little out of
/// the order of their ends.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    Bar(Bar),
    Mark(Mark),
    /// A client's peer, and when it was first seen.
    Who(ClientId, u64, &'a str),
    /// Who had no number until now (`ClientId::Peer`) has one.
    Same(u32, u64),
}

impl Place<'_> {
    /// Its kind, and its name as it may be shown.
    pub fn key(self) -> (LaneKind, String) {
        match self {
            Self::KernelQueue => {
                (LaneKind::KernelQueue, "kernel's queue".into())
            }
            Self::OurQueue => (LaneKind::OurQueue, "our queue".into()),
            Self::Thread(name) => {
                (LaneKind::Thread, escape(name.as_bytes(), 20))
            }
        }
    }
}

pub type Out<'a> = &'a mut dyn FnMut(Place, Item);
