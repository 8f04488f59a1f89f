//! What a server tells who watches it: JSON, a line each. This file is its
//! documentation; its version is the one of a recording's format.
//!
//! The first line is a recording's [`Header`](crate::trace::Header), each
//! further one a [`Message`]. A state is whole: who has missed one has missed
//! only log lines, which are counted. The server heeds nothing that it is told;
//! you may shut down your writing side. Times are nanoseconds of
//! CLOCK_MONOTONIC.

use crate::trace::{Header, escape};
use serde::{Deserialize, Serialize};

/// No line is longer: what is, comes from somebody else.
pub const LONGEST: u64 = 1 << 20;
/// As many characters of a text as are shown.
const TEXT: usize = 200;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Message {
    /// About ten times a second.
    State(Box<State>),
    /// Nothing more comes, for this reason.
    Bye(String),
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    pub now: u64,
    /// Since when calls are timed: from the first watcher on.
    pub attached: u64,
    pub closing: bool,
    /// The stage's model, in one line, with the number of its workers.
    pub model: String,
    /// How many clients are served at a time; 0 is all of them.
    pub servers: u64,
    /// How many clients may be inside; 0 where none ever is.
    pub limit: u64,
    /// Who is inside, by number; but not all of a crowd.
    pub clients: Vec<Client>,
    pub inside: u64,
    /// How many of those inside stand in our queue, and how many may; none
    /// where it has no end, or where there is no such queue.
    pub waiting: u64,
    pub places: Option<u64>,
    /// Who stands in the kernel's queue, as sampled; and so many others.
    pub queued: Vec<Queued>,
    pub queued_more: u64,
    /// What threads do that serve nobody now.
    pub threads: Vec<Doing>,
    pub accepted: u64,
    pub turned_away: u64,
    /// In a UDP stage.
    pub datagrams: Option<Datagrams>,
    /// Lines of the log since the last state, and how many are missing.
    pub log: Vec<String>,
    pub lost: u64,
}

/// Somebody inside.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    pub conn: u64,
    pub peer: String,
    /// When it came.
    pub since: u64,
    /// It stands in our queue, since then.
    pub waits: bool,
    /// A member of a UDP room: nobody serves it alone.
    pub member: bool,
    /// What the thread that serves it does.
    pub doing: Doing,
    /// Bytes read from it and written to it; none where another process
    /// counts them.
    pub moved: Option<(u64, u64)>,
}

/// A thread, and the call it is in. No call: it runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Doing {
    /// Empty where nobody knows.
    pub thread: String,
    pub call: String,
    /// It is held at a gate of `--step`, before that call.
    pub held: bool,
    pub since: u64,
    /// It began before `State::attached`, nobody knows when.
    pub early: bool,
}

/// Somebody in the kernel's queue. It has no number yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Queued {
    pub peer: String,
    pub since: u64,
    /// It stood there at the first look; that was at `since`.
    pub early: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Datagrams {
    pub received: u64,
    pub sent: u64,
    pub ignored: u64,
    /// By the kernel, because the receive buffer was full.
    pub dropped: u64,
    /// Bytes that wait there, with what the kernel adds to each datagram; and
    /// since when some do.
    pub waiting: u64,
    pub since: u64,
    /// As in [`Queued`].
    pub early: bool,
}

/// Whatever the other end is, its texts are safe on a terminal from here on.
pub fn clean(header: &mut Header) {
    let texts = [
        &mut header.version,
        &mut header.stage,
        &mut header.service,
        &mut header.listen,
    ];
    texts.into_iter().for_each(safe);
}

fn safe(text: &mut String) {
    *text = escape(text.as_bytes(), TEXT);
}

impl State {
    /// The same for all of a state's texts.
    pub fn clean(&mut self) {
        safe(&mut self.model);
        for client in &mut self.clients {
            safe(&mut client.peer);
            client.doing.clean();
        }
        self.queued.iter_mut().for_each(|one| safe(&mut one.peer));
        self.threads.iter_mut().for_each(Doing::clean);
        self.log.iter_mut().for_each(safe);
    }
}

impl Doing {
    fn clean(&mut self) {
        safe(&mut self.thread);
        safe(&mut self.call);
    }
}
