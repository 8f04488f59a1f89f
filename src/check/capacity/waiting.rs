//! Who was not answered while others were inside: it waits, or was turned
//! away.

use super::asked::Asked;
use crate::check::peer::{PATIENCE, Peer};
use crate::check::said::Miss;
use crate::check::subject::Host;
use crate::net::proc::sockets::{self, Transport};
use std::net::SocketAddr;

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

impl Waiting {
    /// It could not even connect.
    pub fn outside(miss: Miss) -> Self {
        let turned_away = (!miss.late).then(|| miss.seen.clone());
        let question = Vec::new();
        Self { peer: None, question, accepted: None, turned_away, miss }
    }

    pub fn inside(host: &Host, asked: Asked, miss: Miss) -> Self {
        let Asked { mut peer, question, heard } = asked;
        let own = peer.addr().ok();
        let accepted = own.and_then(|own| is_accepted(host.addr, own));
        let miss = match heard.bytes.is_empty() || miss.late {
            true => miss,
            false => peer.farewell(heard),
        };
        let turned_away = (!miss.late).then(|| miss.seen.clone());
        Self { peer: Some(peer), question, accepted, turned_away, miss }
    }

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

    pub fn peer(&self) -> Option<&Peer> {
        self.peer.as_ref()
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
