//! Who came, how long each waited and was served, and what each did: a bounded
//! number of clients, and the number of the others.

use super::client::{Action, Client, ClientId, Did};
use super::item::Place;
use super::model::{Bar, Mark, State};
use crate::trace::escape;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub struct Crowd {
    clients: HashMap<ClientId, Client>,
    /// Those of whom something is in the window.
    inside: HashSet<ClientId>,
    actions: usize,
    /// Those that found no place in it.
    further: HashSet<ClientId>,
}

const CLIENTS: usize = 10_000;
const FURTHER: usize = 1_000_000;
const ACTIONS: usize = 20_000;
const ACTIONS_EACH: usize = 200;

impl Crowd {
    pub fn who(&mut self, id: ClientId, ns: u64, peer: &str) {
        if !self.clients.contains_key(&id) {
            if self.clients.len() >= CLIENTS {
                if self.further.len() < FURTHER {
                    self.further.insert(id);
                }
                return;
            }
            self.clients.insert(id, Client::new(id, String::new(), ns));
        }
        if let Some(client) = self.clients.get_mut(&id) {
            client.came = client.came.min(ns);
            if client.peer.is_empty() {
                client.peer = escape(peer.as_bytes(), 64);
            }
        }
    }

    /// A bar, of which `from` to `to` is in the window.
    pub fn bar(&mut self, place: Place, bar: &Bar, (from, to): (u64, u64)) {
        let Some(id) = bar.client else { return };
        let came = if bar.state.is_idle() { to } else { bar.from };
        if !self.clients.contains_key(&id) {
            self.who(id, came, "");
        }
        let Some(client) = self.clients.get_mut(&id) else { return };
        self.inside.insert(id);
        client.came = client.came.min(came);
        let took = to - from;
        let inside = bar.to == Some(to);
        match bar.state {
            State::Waits => client.waited = client.waited.saturating_add(took),
            State::Read => client.read = client.read.saturating_add(took),
            State::Write => {
                client.written = client.written.saturating_add(took)
            }
            _ => (),
        }
        let bytes = bar.bytes.filter(|_| inside).unwrap_or_default();
        match bar.state {
            State::Read | State::Receive => {
                client.bytes_in = client.bytes_in.saturating_add(bytes)
            }
            State::Write | State::Send => {
                client.bytes_out = client.bytes_out.saturating_add(bytes)
            }
            _ => (),
        }
        if matches!(place, Place::Thread(_)) && !bar.state.is_idle() {
            let served = client.served.get_or_insert((from, to));
            *served = (served.0.min(from), served.1.max(to));
        }
        if matches!(bar.state, State::Read | State::Receive) && inside {
            let did = match bar.bytes {
                Some(0) if bar.state == State::Read => Did::Ended,
                Some(bytes) => Did::Sent(bytes, bar.first.clone()),
                None => return,
            };
            self.did(id, to, did);
        }
    }

    pub fn mark(&mut self, mark: &Mark) {
        let Some(id) = mark.client else { return };
        if self.clients.contains_key(&id) {
            self.inside.insert(id);
        }
        let why = match mark.what.as_str() {
            "closed" => mark.text.clone(),
            "turned away" => format!("turned away ({})", mark.text),
            _ => return,
        };
        if let Some(client) = self.clients.get_mut(&id) {
            client.why = Some(why.clone());
        }
        self.did(id, mark.ns, Did::Closed(why));
    }

    fn did(&mut self, id: ClientId, ns: u64, did: Did) {
        let Some(client) = self.clients.get_mut(&id) else { return };
        if self.actions < ACTIONS && client.actions.len() < ACTIONS_EACH {
            self.actions += 1;
            client.actions.push(Action { ns, did });
        }
    }

    /// Two names of one client: the second stays.
    pub fn same(&mut self, one: ClientId, other: ClientId) {
        self.further.remove(&one);
        let Some(before) = self.clients.remove(&one) else { return };
        if self.inside.remove(&one) {
            self.inside.insert(other);
        }
        self.who(other, before.came, &before.peer);
        if let Some(client) = self.clients.get_mut(&other) {
            client.bytes_in = client.bytes_in.saturating_add(before.bytes_in);
            client.bytes_out =
                client.bytes_out.saturating_add(before.bytes_out);
            client.actions.extend(before.actions);
        }
    }

    /// How many found no place.
    pub fn more(&self) -> u64 {
        self.further.len() as u64
    }

    /// In the order in which they came, their actions as well.
    pub fn in_order(self, last: u64) -> Vec<Client> {
        let inside = |client: &Client| self.inside.contains(&client.id);
        let clients = self.clients.into_values().filter(inside);
        let mut clients: Vec<Client> = clients.collect();
        clients.sort_by_key(|c| (c.came, c.id.number(last)));
        for client in &mut clients {
            let came = Action { ns: client.came, did: Did::Came };
            client.actions.insert(0, came);
            client.actions.sort_by_key(|action| action.ns);
        }
        clients
    }
}
