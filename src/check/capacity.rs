//! How many clients are served at a time: each is answered once and stays,
//! until one waits; then the first leaves, and that one must be answered.

use super::finding::Fault;
use super::peer::{PATIENCE, Peer};
use super::said::Miss;
use super::subject::Host;
use crate::net::proc::sockets::{self, Transport};
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
    /// None: it is not even connected.
    peer: Option<Peer>,
    question: Vec<u8>,
    /// None: it can't be told.
    pub accepted: Option<bool>,
    /// What came instead of the answer, if not nothing at all: a line of
    /// words, an end.
    pub turned_away: Option<String>,
    miss: Miss,
}

impl Capacity {
    /// Lets clients come until one is not answered, `most` of them.
    pub fn find(host: &Host, most: usize) -> Result<Self, Fault> {
        let mut held: Vec<Peer> = Vec::new();
        while held.len() < most {
            let question = format!("client {}\n", held.len() + 1).into_bytes();
            let (peer, miss) = match host.come() {
                Ok(mut peer) => {
                    let heard = peer.answer(&question, PATIENCE);
                    let Some(miss) = heard.unlike(&question) else {
                        held.push(peer);
                        continue;
                    };
                    let miss = match heard.bytes.is_empty() || miss.late {
                        true => miss,
                        false => peer.farewell(heard),
                    };
                    (Some(peer), miss)
                }
                // Who is full may close its door, too.
                Err(Fault::Broken { miss, .. }) if !held.is_empty() => {
                    (None, miss)
                }
                Err(fault) => return Err(fault),
            };
            let own = peer.as_ref().and_then(|peer| peer.addr().ok());
            let accepted = own.and_then(|own| is_accepted(host.addr, own));
            let turned_away = (!miss.late).then(|| miss.seen.clone());
            let waits = Waiting { peer, question, accepted, turned_away, miss };
            return Ok(Self { held, waits: Some(waits) });
        }
        Ok(Self { held, waits: None })
    }
}

impl Waiting {
    /// What it has heard instead of its answer.
    pub fn miss(self) -> Miss {
        self.miss
    }

    /// Whether it is answered now.
    pub fn is_answered(&mut self) -> bool {
        self.peer.as_mut().is_some_and(|peer| {
            let heard = peer.hear(self.question.len(), PATIENCE);
            heard.unlike(&self.question).is_none()
        })
    }
}

/// Whether the server of this connection has accepted it. None: it is not to
/// be seen.
fn is_accepted(server: SocketAddr, client: SocketAddr) -> Option<bool> {
    let (here, there) = (server.port(), client.port());
    let mut all = sockets::all(Transport::Tcp);
    let ends =
        all.find(|it| (it.local.port(), it.remote.port()) == (here, there))?;
    Some(ends.inode != 0)
}
