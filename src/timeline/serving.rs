//! Which thread has which client. Between two of its calls it runs our code.

use super::client::ClientId;
use super::item::{Item, Out, Place};
use super::model::{Bar, Spot, State};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// So many threads at one time are known.
const KNOWN: usize = 65_536;

#[derive(Default)]
pub struct Crew {
    serving: HashMap<String, Serving>,
    /// The same by connections: of each, in the order in which they got it.
    threads: BTreeMap<(u64, u64), String>,
    turns: u64,
}

/// What a thread with a client is doing.
pub struct Serving {
    pub client: ClientId,
    turn: u64,
    /// Only until its answer is sent: then the thread waits for whoever comes
    /// next, though nothing tells so before somebody has.
    datagram: bool,
    /// When its last call ended, and where that was made.
    last: u64,
    at: Option<Arc<Spot>>,
    stage_at: Option<Arc<Spot>>,
}

impl Crew {
    pub fn of(&self, thread: &str) -> Option<&Serving> {
        self.serving.get(thread)
    }

    /// A call has ended: our code goes on from there.
    pub fn goes_on(&mut self, thread: &str, bar: &Bar, to: u64) {
        if let Some(serving) = self.serving.get_mut(thread) {
            serving.last = serving.last.max(to);
            serving.at.clone_from(&bar.at);
            serving.stage_at.clone_from(&bar.stage_at);
            serving.datagram |= bar.state == State::Receive;
        }
    }

    pub fn lets_go(&mut self, thread: &str) {
        if let Some(serving) = self.serving.remove(thread)
            && let ClientId::Conn(conn) = serving.client
        {
            self.threads.remove(&(conn, serving.turn));
        }
    }

    /// A thread has a client from now on.
    pub fn serve(&mut self, thread: &str, client: ClientId, ns: u64) {
        if self.of(thread).is_some_and(|serving| serving.client == client) {
            return;
        }
        self.lets_go(thread);
        if self.serving.len() >= KNOWN {
            return;
        }
        self.turns += 1;
        if let ClientId::Conn(conn) = client {
            self.threads.insert((conn, self.turns), thread.into());
        }
        let serving = Serving {
            client,
            turn: self.turns,
            datagram: false,
            last: ns,
            at: None,
            stage_at: None,
        };
        self.serving.insert(thread.into(), serving);
    }

    /// From its last call until now it has run our code; but not for a
    /// datagram, if it is `done` with that.
    pub fn runs(&mut self, thread: &str, until: u64, done: bool, out: Out) {
        if let Some(serving) = self.serving.get_mut(thread)
            && serving.last < until
            && !(done && serving.datagram)
        {
            let bar = serving.runs(Some(until));
            out(Place::Thread(thread), Item::Bar(bar));
            serving.last = until;
        }
    }

    /// No thread has it any more. Returns the first that had.
    pub fn leave(&mut self, conn: u64, ns: u64, out: Out) -> Option<String> {
        let threads = self.threads.range((conn, 0)..=(conn, u64::MAX));
        let threads: Vec<_> = threads.map(|(_, name)| name.clone()).collect();
        for thread in &threads {
            self.runs(thread, ns, true, out);
            self.lets_go(thread);
        }
        threads.into_iter().next()
    }

    /// Who is served now, is served to the recording's edge.
    pub fn finish(self, out: Out) {
        let serving = self.serving.iter().filter(|(_, s)| !s.datagram);
        for (thread, serving) in serving {
            out(Place::Thread(thread), Item::Bar(serving.runs(None)));
        }
    }
}

impl Serving {
    fn runs(&self, to: Option<u64>) -> Bar {
        Bar {
            to,
            client: Some(self.client),
            at: self.at.clone(),
            stage_at: self.stage_at.clone(),
            ..Bar::new(self.last, State::Served)
        }
    }
}
