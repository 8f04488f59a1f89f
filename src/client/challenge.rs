//! A UDP server must not answer more to a forged sender than it got from it.
//! So it asks: `send: join 4821`. Who answers `join 4821` is really there (the
//! idea of RFC 9000, section 8.1).

use crate::net::challenge_answer;
use std::time::{Duration, Instant};

/// The same challenge again within this time is an old one.
const STALE: Duration = Duration::from_secs(1);
/// Nobody needs to ask something new faster than that.
const RATE: Duration = Duration::from_millis(100);

/// What a datagram from the peer is.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// A challenge, to be answered with this.
    Asks(Vec<u8>),
    /// About a challenge, and done with.
    Done,
    /// Something said.
    Says,
}

/// The challenges of one peer.
#[derive(Default)]
pub struct Challenges {
    last: Option<(Vec<u8>, Instant)>,
    /// Our answer may come back once: from an echo server it does.
    echo: Option<Vec<u8>>,
}

impl Challenges {
    pub fn hear(&mut self, bytes: &[u8], now: Instant) -> Heard {
        if self.echo.as_deref() == Some(bytes) {
            self.echo = None;
            return Heard::Done;
        }
        let Some(answer) = challenge_answer(bytes) else { return Heard::Says };
        if let Some((before, at)) = &self.last {
            let wait = if *before == answer { STALE } else { RATE };
            if now.duration_since(*at) < wait {
                return Heard::Done;
            }
        }
        self.last = Some((answer.clone(), now));
        self.echo = Some(answer.clone());
        Heard::Asks(answer)
    }
}
