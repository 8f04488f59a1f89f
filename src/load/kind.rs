//! What can go wrong with a request or a connection, each with a name and a
//! sentence.

/// Whether these words, with an end behind them, turn somebody away: one line.
pub fn is_farewell(words: &[u8]) -> bool {
    words.ends_with(b"\n") && !words[..words.len() - 1].contains(&b'\n')
}

/// One way to fall short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nobody listens there (ECONNREFUSED).
    Refused,
    /// No connection within the patience.
    NotConnected,
    /// Our own machine has no port left (EADDRNOTAVAIL).
    NoPort,
    /// A line and an end-of-file instead of the first answer.
    TurnedAway,
    /// End-of-file before the first byte of the connection's first answer. A
    /// silent client that the server did not keep, too.
    ClosedFirst,
    /// End-of-file before the answer was whole, or between two of them.
    ClosedEarly,
    Reset,
    /// Other bytes than were sent.
    Corrupt,
    /// More bytes than were sent.
    Unasked,
    /// No answer within the patience. In an open loop also what was due and
    /// could not be sent.
    NeverAnswered,
    /// Any other error of the operating system.
    Other,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Refused,
        Self::NotConnected,
        Self::NoPort,
        Self::TurnedAway,
        Self::ClosedFirst,
        Self::ClosedEarly,
        Self::Reset,
        Self::Corrupt,
        Self::Unasked,
        Self::NeverAnswered,
        Self::Other,
    ];

    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// What it means, for who sees it for the first time.
    pub fn sentence(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Refused => (
                "refused",
                "nobody listened there any more (connection refused)",
            ),
            Self::NotConnected => (
                "not connected",
                "no connection in time: the kernel's queue of the server may \
                 be full",
            ),
            Self::NoPort => (
                "no port left",
                "this machine keeps the port of a connection that it closed \
                 for a minute (TIME_WAIT), and all are taken: wait, or ask \
                 less with --requests",
            ),
            Self::TurnedAway => (
                "turned away",
                "a line of words and an end instead of the first answer, \
                 mostly because the server is full",
            ),
            Self::ClosedFirst => (
                "closed before the first answer",
                "the server accepted, and closed without a byte",
            ),
            Self::ClosedEarly => {
                ("closed early", "the server closed before it had answered all")
            }
            Self::Reset => {
                ("reset", "the server died, or closed with requests unread")
            }
            Self::Corrupt => (
                "corrupt",
                "other bytes came back than were sent: a wrong answer, \
                 somebody else's, or a service that is no echo",
            ),
            Self::Unasked => ("unasked", "bytes came that nobody asked for"),
            Self::NeverAnswered => {
                ("never answered", "no answer in time (see --timeout)")
            }
            Self::Other => ("other", "the system said"),
        }
    }
}
