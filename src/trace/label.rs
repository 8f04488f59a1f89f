//! What a thread is called: in the log, in a recording, in `ps -L`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// At most 15 bytes, as Linux shows of a thread's name (`prctl(2)`,
/// PR_SET_NAME).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Label {
    len: u8,
    bytes: [u8; 15],
}

thread_local! {
    static MINE: Cell<Option<Label>> = const { Cell::new(None) };
}

/// The name of this thread.
pub fn label() -> Label {
    MINE.get().unwrap_or_else(|| {
        let thread = thread::current();
        let mine = match thread.name() {
            Some("worker") => numbered(),
            name => Label::new(name.unwrap_or("?")),
        };
        MINE.set(Some(mine));
        mine
    })
}

/// The threadpool crate names its threads all alike: count them ourselves.
fn numbered() -> Label {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    Label::new(&format!("worker-{}", COUNT.fetch_add(1, Relaxed)))
}

/// Gives this thread a name where it has none that says what it does.
pub fn name_thread(name: &str) {
    MINE.set(Some(Label::new(name)));
}

impl Label {
    pub fn new(name: &str) -> Self {
        let mut bytes = [0; 15];
        let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
        let len = ends.take_while(|end| *end <= 15).last().unwrap_or(0);
        bytes[..len].copy_from_slice(&name.as_bytes()[..len]);
        Self { len: len as u8, bytes }
    }

    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[..self.len.into()]).unwrap_or("?")
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        if name.len() > 15 {
            return Err(D::Error::custom("a label has at most 15 bytes"));
        }
        Ok(Self::new(&name))
    }
}
