//! What is said to a client. Nothing here knows which thread it runs on.

mod broken;
mod chat;
mod circle;
mod count;
mod count_safe;
mod echo;
mod frame;
mod lines;
mod lines_naive;
mod members;
mod pace;
mod room;
mod telnet;

pub use circle::Circle;
pub use frame::{Frames, Line};
pub use members::Letter;
pub use pace::Pace;
pub use room::{Delivery, Outcome, Readers, Room};
pub use telnet::Telnet;

use crate::net::Conn;
use crate::trace::{self, Why};
use std::io;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;

/// What a server says to one client, from the first byte to the last. Returns
/// who ended it.
pub trait Talk: Send + Sync {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why>;
}

/// What `--service` can name.
pub struct Row {
    pub name: &'static str,
    pub help: &'static str,
    /// Clients talk to each other: they must share memory, and be served at
    /// the same time.
    pub shares: bool,
    /// Threads that it starts for each client.
    pub threads: u64,
    /// The file to read, as (path, text).
    pub source: (&'static str, &'static str),
    make: fn() -> Box<dyn Talk>,
}

macro_rules! source {
    ($file:literal) => {
        (concat!("src/service/", $file), include_str!($file))
    };
}

pub const TABLE: &[Row] = &[
    Row {
        name: "echo",
        help: "the bytes back, exactly (one answer per read)",
        shares: false,
        threads: 0,
        source: source!("echo.rs"),
        make: || Box::new(echo::Echo),
    },
    Row {
        name: "lines",
        help: "\"you said: …\" to each line",
        shares: false,
        threads: 0,
        source: source!("lines.rs"),
        make: || Box::new(lines::Lines),
    },
    Row {
        name: "lines-naive",
        help: "the same to each read, as if one read were one line: a mistake",
        shares: false,
        threads: 0,
        source: source!("lines_naive.rs"),
        make: || Box::new(lines_naive::LinesNaive),
    },
    Row {
        name: "chat",
        help: "a room in which each line reaches all the others",
        shares: true,
        threads: 1,
        source: source!("chat.rs"),
        make: || Box::new(chat::Chat::default()),
    },
    Row {
        name: "count",
        help: "the number of the line, over all clients: a mistake",
        shares: false,
        threads: 0,
        source: source!("count.rs"),
        make: || Box::new(count::Count::default()),
    },
    Row {
        name: "count-safe",
        help: "the same behind a lock, and so right",
        shares: false,
        threads: 0,
        source: source!("count_safe.rs"),
        make: || Box::new(count_safe::CountSafe::default()),
    },
    Row {
        name: "broken",
        help: "panics at the first read: only that connection ends",
        shares: false,
        threads: 0,
        source: source!("broken.rs"),
        make: || Box::new(broken::Broken),
    },
];

/// The row of that name; `None` where there is none.
pub fn row(name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.name == name)
}

/// A cheap handle on what is said.
#[derive(Clone)]
pub struct Service(Arc<Shared>);

struct Shared {
    talk: Box<dyn Talk>,
    pace: Pace,
}

impl Service {
    pub fn new(row: &Row, pace: Pace) -> Self {
        Self(Arc::new(Shared { talk: (row.make)(), pace }))
    }

    /// Talks until either side is done. A panic ends this connection only.
    #[track_caller]
    pub fn serve(&self, conn: impl Into<Option<Conn>>) {
        let Some(mut conn) = conn.into() else { return };
        trace::serves(Location::caller());
        conn.served();
        let talk = || self.0.talk.talk(&mut conn, &self.0.pace);
        let why = match catch_unwind(AssertUnwindSafe(talk)) {
            Ok(Ok(why)) => why,
            Ok(Err(error)) => error.into(),
            Err(_) => Why::Panicked,
        };
        trace::at_end(conn.id());
        conn.ended(why);
    }
}
