//! One place in a drawing: which state took most of it, and what happened
//! there. Each has a shape of its own, so that nobody needs the colours.

use crate::timeline::{Bar, ClientId, State};

#[derive(Clone, Default)]
pub struct Cell {
    took: Vec<(State, Option<ClientId>, u64)>,
    sign: Option<(Sign, Option<ClientId>)>,
    within: Option<Within>,
}

/// Who was served here, and in no other cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    One(ClientId),
    More,
}

/// What happened at a moment; the later ones hide those before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Waits,
    Wrote,
    Moved,
    Ended,
    Closed,
    Came,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Blank,
    State(State),
    Sign(Sign),
    Letter,
    /// More than one client was served here, and nowhere else.
    More,
}

/// Different things in one cell; of more the smallest are forgotten.
const MOST: usize = 16;

impl Cell {
    pub fn bar(&mut self, bar: &Bar, took: u64) {
        let same = |(state, client, _): &&mut (State, _, _)| {
            *state == bar.state && *client == bar.client
        };
        // Who comes next is not yet there while a thread waits for it.
        if bar.state.is_idle() {
            let idle = |(state, ..): &&mut (State, _, u64)| *state == bar.state;
            match self.took.iter_mut().find(idle) {
                Some((.., sum)) => *sum = sum.saturating_add(took),
                None => self.took.push((bar.state, None, took)),
            }
            return;
        }
        if let Some((.., sum)) = self.took.iter_mut().find(same) {
            *sum = sum.saturating_add(took);
            return;
        }
        if self.took.len() >= MOST {
            self.took.sort_by_key(|(.., took)| std::cmp::Reverse(*took));
            self.took.pop();
        }
        self.took.push((bar.state, bar.client, took));
    }

    pub fn sign(&mut self, sign: Sign, client: Option<ClientId>) {
        if self.sign.is_none_or(|(before, _)| before <= sign) {
            self.sign = Some((sign, client));
        }
    }

    /// All of a visit is in this cell: it must not be lost.
    pub fn within(&mut self, client: ClientId) {
        self.within = match self.within {
            None => Some(Within::One(client)),
            same if same == Some(Within::One(client)) => same,
            _ => Some(Within::More),
        };
    }

    /// Whether it shows something of the client.
    pub fn has(&self, client: ClientId) -> bool {
        self.took.iter().any(|(_, its, _)| *its == Some(client))
    }

    /// What is shown of it, and of whom.
    pub fn shown(&self) -> (Shape, Option<ClientId>) {
        match (self.within, self.usual()) {
            (None, usual) => usual,
            (Some(Within::More), _) => (Shape::More, None),
            // It has its letter anyway.
            (Some(Within::One(client)), (shape, Some(its)))
                if client == its =>
            {
                (shape, Some(its))
            }
            (Some(Within::One(client)), _) => (Shape::Letter, Some(client)),
        }
    }

    /// The same, where nobody is served in this cell only.
    fn usual(&self) -> (Shape, Option<ClientId>) {
        let most = self.took.iter().max_by_key(|(.., took)| *took);
        let state = most.map(|(state, client, _)| (*state, *client));
        let (sign, its) = match self.sign {
            Some((sign, client)) => (sign, client),
            None => {
                return match state {
                    Some((state, client)) => (Shape::State(state), client),
                    None => (Shape::Blank, None),
                };
            }
        };
        match (sign, state) {
            (Sign::Waits, Some((state, client))) => {
                (Shape::State(state), client)
            }
            // A short call among long waits for whoever comes next.
            (Sign::Wrote, Some((state, client))) if !state.is_idle() => {
                (Shape::State(state), client)
            }
            // Somebody else's bar took more of the cell.
            (Sign::Moved | Sign::Ended, Some((state, client)))
                if client != its && !state.is_idle() =>
            {
                (Shape::State(state), client)
            }
            (Sign::Came, Some((state, _))) if state.is_idle() => {
                (Shape::Letter, its)
            }
            (Sign::Came, None) => (Shape::Letter, its),
            (Sign::Came, Some((state, client))) => {
                (Shape::State(state), client)
            }
            (sign, _) => (Shape::Sign(sign), its),
        }
    }
}

impl Shape {
    pub fn char(self) -> char {
        match self {
            Self::Blank | Self::Letter => ' ',
            Self::More => '+',
            Self::Sign(Sign::Waits) | Self::State(State::Waits) => '░',
            Self::Sign(Sign::Moved) => '┼',
            Self::Sign(Sign::Ended) => '┤',
            Self::Sign(Sign::Closed) => '×',
            Self::Sign(Sign::Came) => ' ',
            Self::Sign(Sign::Wrote) => '>',
            Self::State(State::Served) => '█',
            Self::State(State::Read) => '─',
            Self::State(State::Write | State::Send) => '>',
            Self::State(State::Think) => '~',
            Self::State(State::Lock) => '#',
            Self::State(State::Held) => '!',
            Self::State(state) if state.is_idle() => '·',
            Self::State(_) => '?',
        }
    }

    /// Whether a letter in its place would hide more than it tells: the cell
    /// shows of this client only that.
    pub fn stands_alone(self, cell: &Cell, client: ClientId) -> bool {
        match self {
            Self::Sign(Sign::Closed) => !cell.has(client),
            Self::Sign(Sign::Wrote | Sign::Waits) => true,
            _ => false,
        }
    }

    /// For the legend; None for what explains itself.
    pub fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::Blank | Self::Letter | Self::Sign(Sign::Came) => return None,
            Self::More => "more than one client",
            Self::Sign(Sign::Waits) | Self::State(State::Waits) => "waits",
            Self::Sign(Sign::Moved) => "bytes came",
            Self::Sign(Sign::Ended) => "end-of-file",
            Self::Sign(Sign::Closed) => "closed",
            Self::Sign(Sign::Wrote) => "sends",
            Self::State(State::Served) => "our code runs",
            Self::State(State::Read) => "blocked in read",
            Self::State(State::Write) => "in write",
            Self::State(State::Send) => "sends",
            Self::State(State::Think) => "thinks",
            Self::State(State::Lock) => "blocked by a lock",
            Self::State(State::Held) => "held at a gate",
            Self::State(_) => "no client: takes who comes next",
        })
    }
}
