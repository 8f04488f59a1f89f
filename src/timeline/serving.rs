//! Which thread has which client. Between two of its calls it runs our code.

use super::client::ClientId;
use super::item::{Item, Out, Place};
use super::model::{Bar, Spot, State};
use std::collections::HashMap;
use std::sync::Arc;

/// So many threads at one time are known.
const KNOWN: usize = 65_536;

#[derive(Default)]
pub struct Crew {
    serving: HashMap<String, Serving>,
    /// The threads of a connection.
    threads: HashMap<u64, Vec<String>>,
}

/// What a thread with a client is doing.
pub struct Serving {
    pub client: ClientId,
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
        self.serving.remove(thread);
    }

    /// A thread has a client from now on.
    pub fn serve(&mut self, thread: &str, client: ClientId, ns: u64) {
        if let Some(serving) = self.serving.get_mut(thread) {
            if serving.client == client {
                return;
            }
        } else if self.serving.len() >= KNOWN || self.threads.len() >= KNOWN {
            return;
        }
        if let ClientId::Conn(conn) = client {
            let threads = self.threads.entry(conn).or_default();
            if !threads.iter().any(|other| other == thread) {
                threads.push(thread.into());
            }
        }
        let serving = Serving {
            client,
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
        let mut threads = self.threads.remove(&conn).unwrap_or_default();
        threads.retain(|thread| {
            let its = self.serving.get(thread).map(|s| s.client);
            its == Some(ClientId::Conn(conn))
        });
        for thread in &threads {
            self.runs(thread, ns, true, out);
            self.serving.remove(thread);
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
