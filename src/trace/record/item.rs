//! What goes through the channel: small, because each byte of it is copied from
//! one processor's cache to another's.

use super::super::{Call, Event, Label, Shown, Spot, What};
use super::gap::Lost;
use crossbeam_channel::Sender;

pub enum Item {
    /// A call that worked: nearly all are.
    Call(Brief),
    Event(Box<Event>),
    /// Here so many are missing.
    Lost(Lost),
    /// The last one, answered when all is written.
    End(Sender<()>),
}

/// As many bytes of a message as go with a call.
const FIRST: usize = 29;

/// What is recorded of a call that worked, in 128 bytes.
pub struct Brief {
    pub at: u64,
    pub took: u64,
    pub conn: u64,
    pub moved: usize,
    pub thread: Label,
    pub spot: Spot,
    pub stage: Spot,
    pub call: Call,
    len: u8,
    first: [u8; FIRST],
}

impl From<&Event> for Item {
    #[inline]
    fn from(event: &Event) -> Self {
        match &event.what {
            What::Called(call, shown)
                if shown.error.is_none() && shown.peer.is_none() =>
            {
                Self::Call(Brief::new(event, *call, shown))
            }
            _ => Self::Event(Box::new(event.clone())),
        }
    }
}

impl Brief {
    #[inline]
    fn new(event: &Event, call: Call, shown: &Shown) -> Self {
        let len = shown.first.len().min(FIRST);
        let mut first = [0; FIRST];
        first[..len].copy_from_slice(&shown.first[..len]);
        Self {
            at: event.at,
            took: shown.took,
            conn: event.conn,
            moved: shown.moved,
            thread: event.thread,
            spot: shown.spot,
            stage: shown.stage,
            call,
            len: len as u8,
            first,
        }
    }

    pub fn first(&self) -> &[u8] {
        &self.first[..self.len.into()]
    }
}
