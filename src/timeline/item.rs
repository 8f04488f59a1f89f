//! What the reading of a recording tells to who draws it, piece by piece.

use super::client::ClientId;
use super::model::{Bar, Mark};

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

pub type Out<'a> = &'a mut dyn FnMut(Place, Item);
