//! How many clients are served at a time: each is answered once and stays,
//! until one waits; then the first leaves, and that one must be answered.

use super::finding::Fault;
use super::kernel::is_accepted;
use super::peer::{MOMENT, PATIENCE, Peer};
use std::net::SocketAddr;

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
    /// Something else than the answer came: a line of words, an end.
    pub turned_away: Option<String>,
}

impl Capacity {
    /// Lets clients come until one is not answered, `most` of them.
    pub fn find(addr: SocketAddr, most: usize) -> Result<Self, Fault> {
        let mut held: Vec<Peer> = Vec::new();
        while held.len() < most {
            let question = format!("client {}\n", held.len() + 1).into_bytes();
            let mut peer = Peer::come(addr)?;
            // The first must be answered; of the others one may wait.
            let patience = if held.is_empty() { PATIENCE } else { MOMENT };
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
            let silent = matches!(heard.end, super::said::End::Silence(_));
            let turned_away = (!silent || !heard.bytes.is_empty())
                .then(|| heard.unlike(&question).unwrap_or_default());
            let waits = Waiting { peer, question, accepted, turned_away };
            return Ok(Self { held, waits: Some(waits) });
        }
        Ok(Self { held, waits: None })
    }
}

impl Waiting {
    /// Whether it is answered now.
    pub fn is_answered(&mut self) -> bool {
        let heard = self.peer.hear(self.question.len(), PATIENCE);
        heard.unlike(&self.question).is_none()
    }
}
