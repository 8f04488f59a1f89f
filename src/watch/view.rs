//! What of the states is shown: the newest or a paused one, from which row on,
//! in colours or without.

use super::state::State;
use crate::trace::Header;
use std::collections::VecDeque;

/// Log lines that are kept: more than any screen has rows.
const KEPT: usize = 300;

/// What a board shows.
#[derive(Clone, Default)]
pub struct Shown {
    pub header: Header,
    pub state: State,
    pub log: VecDeque<String>,
    /// Nanoseconds since the server has told anything; 0 while it does.
    pub silent: u64,
}

#[derive(Default)]
pub struct View {
    pub colour: bool,
    /// The first row of the list that is shown. Drawing keeps it in bounds.
    pub scroll: usize,
    live: Shown,
    paused: Option<Shown>,
}

impl View {
    pub fn new(header: Header, colour: bool) -> Self {
        let live = Shown { header, ..Shown::default() };
        Self { colour, live, ..Self::default() }
    }

    pub fn take(&mut self, mut state: State) {
        let live = &mut self.live;
        if state.lost > 0 {
            live.log.push_back(format!("({} lines lost)", state.lost));
        }
        live.log.extend(state.log.drain(..));
        let old = live.log.len().saturating_sub(KEPT);
        live.log.drain(..old);
        live.state = state;
    }

    /// No state has come for so many nanoseconds.
    pub fn silent(&mut self, ns: u64) {
        self.live.silent = ns;
    }

    pub fn pause(&mut self) {
        self.paused = match self.paused {
            Some(_) => None,
            None => Some(self.live.clone()),
        };
    }

    pub fn is_paused(&self) -> bool {
        self.paused.is_some()
    }

    pub fn shown(&self) -> &Shown {
        self.paused.as_ref().unwrap_or(&self.live)
    }
}
