//! How many clients are served at a time: each is answered once and stays,
//! until one waits; then the first leaves, and that one must be answered.

use super::finding::Fault;
use super::kernel::is_accepted;
use super::peer::{PATIENCE, Peer};
use super::said::End;
use std::net::SocketAddr;
use std::time::Duration;

/// Who has no answer after so long, waits. It is waited for once.
const WAITS: Duration = Duration::from_secs(1);

/// More than any pool that somebody would write for a class.
pub const MOST: usize = 80;

pub struct Capacity {
    /// So many were inside, and answered.
    pub held: Vec<Peer>,
    /// The next one, whom nobody answered while these were inside.
    pub waits: Option<Waiting>,
}

pub struct Waiting {
    peer: Peer,
    question: Vec<u8>,
    /// None: it can't be told.
    pub accepted: Option<bool>,
    /// What came instead of the answer, if not nothing at all: a line of
    /// words, an end.
    pub turned_away: Option<String>,
    missed: String,
}

impl Capacity {
    /// Lets clients come until one is not answered, `most` of them.
    pub fn find(addr: SocketAddr, most: usize) -> Result<Self, Fault> {
        let mut held: Vec<Peer> = Vec::new();
        while held.len() < most {
            let question = format!("client {}\n", held.len() + 1).into_bytes();
            let mut peer = Peer::come(addr)?;
            // The first must be answered; of the others one may wait.
            let patience = if held.is_empty() { PATIENCE } else { WAITS };
            if peer.say(&question).is_err() {
                return Ok(Self { held, waits: None });
            }
            let heard = peer.hear(question.len(), patience);
            if heard.unlike(&question).is_none() {
                held.push(peer);
                continue;
            }
            let accepted =
                peer.addr().ok().and_then(|own| is_accepted(addr, own));
            let missed = heard.unlike(&question).unwrap_or_default();
            let silent =
                matches!(heard.end, End::Silence(_)) && heard.bytes.is_empty();
            let turned_away = (!silent).then(|| missed.clone());
            let waits =
                Waiting { peer, question, accepted, turned_away, missed };
            return Ok(Self { held, waits: Some(waits) });
        }
        Ok(Self { held, waits: None })
    }
}

impl Waiting {
    /// What it has heard instead of its answer.
    pub fn miss(self) -> String {
        self.missed
    }

    /// Whether it is answered now.
    pub fn is_answered(&mut self) -> bool {
        let heard = self.peer.hear(self.question.len(), PATIENCE);
        heard.unlike(&self.question).is_none()
    }
}
