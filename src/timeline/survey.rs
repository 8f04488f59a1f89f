//! The first reading: the span, the lanes, the clients, and sums of both. What
//! it holds does not grow with the recording's length.

use super::client::{Client, ClientId};
use super::crowd::Crowd;
use super::item::{Item, Out, Place};
use super::lines;
use super::load::{Load, order};
use super::places::Places;
use super::read::{Damage, Recording};
use super::silence::Silences;
use super::weave::Weaver;
use super::window::Window;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;

#[derive(Default)]
pub struct Survey {
    pub damage: Damage,
    /// The part of the window in which something was recorded.
    pub from: u64,
    pub to: u64,
    /// In the order of `Picture::lanes`.
    pub lanes: Vec<Load>,
    /// So many threads more had no place among them.
    pub more_lanes: usize,
    pub clients: Vec<Client>,
    pub more_clients: u64,
    /// The last connection's number.
    pub last: u64,
    pub bars: u64,
    /// How long after the server's start the whole recording ends.
    pub(super) whole: u64,
    /// Entries that the recording lost, or does not name.
    pub lost: u64,
    pub unnamed: u64,
    /// When nothing changed for 10 s or more, the longest first.
    pub silences: Vec<(u64, u64)>,
    /// The numbers of peers that got one later.
    same: HashMap<u32, u64>,
}

/// So many lanes are told apart; of more, how many there are.
const LANES: usize = 4_096;
const COUNTED: usize = 1_000_000;

/// What the first reading needs besides its result.
struct Reading {
    survey: Survey,
    window: Window,
    crowd: Crowd,
    places: Places,
    further: HashSet<u64>,
    silences: Silences,
}

impl Survey {
    pub fn of(recording: &Recording, window: Window) -> io::Result<Self> {
        let mut reading = Reading {
            survey: Self { from: u64::MAX, ..Self::default() },
            window,
            crowd: Crowd::default(),
            places: Places::default(),
            further: HashSet::new(),
            silences: Silences::default(),
        };
        let mut weaver = Weaver::default();
        let (mut first, mut end) = (u64::MAX, 0);
        let damage = recording.each(|entry| {
            first = first.min(entry.ns);
            end = end.max(lines::end(&entry.what, entry.ns, entry.took));
            reading.survey.last = reading.survey.last.max(entry.conn);
            match entry.what.as_ref() {
                "lost" => {
                    let lost = reading.survey.lost.saturating_add(entry.count);
                    reading.survey.lost = lost;
                }
                "queued" => {
                    let most = reading.survey.unnamed.max(entry.more);
                    reading.survey.unnamed = most;
                }
                _ => (),
            }
            weaver.entry(entry, &mut |place, item| {
                reading.item(place, item, end);
            });
        })?;
        weaver.finish(&mut |place, item| reading.item(place, item, end));
        let mut survey = reading.survey;
        let none = recording.header.start;
        survey.whole = end.saturating_sub(none);
        let span = window.clip(first, end).unwrap_or((none, none));
        survey.damage = damage;
        (survey.from, survey.to) = span;
        order(&mut survey.lanes);
        reading.silences.broken(span.0);
        reading.silences.broken(span.1);
        survey.silences = reading.silences.longest_first();
        survey.more_lanes = reading.further.len();
        for (nth, conn) in &survey.same {
            reading.crowd.same(ClientId::Peer(*nth), ClientId::Conn(*conn));
        }
        survey.more_clients = reading.crowd.more();
        survey.clients = reading.crowd.in_order(survey.last);
        Ok(survey)
    }

    /// The second reading: all there is to draw, with the clients as the
    /// first has told them apart.
    pub fn weave(&self, recording: &Recording, out: Out) -> io::Result<()> {
        let known = |id: &mut Option<ClientId>| {
            if let Some(ClientId::Peer(nth)) = id
                && let Some(conn) = self.same.get(nth)
            {
                *id = Some(ClientId::Conn(*conn));
            }
        };
        let mut out = |place: Place, mut item: Item| {
            match &mut item {
                Item::Bar(bar) => known(&mut bar.client),
                Item::Mark(mark) => known(&mut mark.client),
                Item::Who(..) | Item::Same(..) => return,
            }
            out(place, item);
        };
        let mut weaver = Weaver::default();
        recording.each(|entry| weaver.entry(entry, &mut out))?;
        weaver.finish(&mut out);
        Ok(())
    }
}

impl Reading {
    fn item(&mut self, place: Place, item: Item, end: u64) {
        match item {
            Item::Bar(bar) => {
                let to = bar.to.unwrap_or(end);
                let Some((from, to)) = self.window.clip(bar.from, to) else {
                    return;
                };
                self.survey.bars += 1;
                self.silences.broken(from);
                self.silences.broken(to);
                self.crowd.bar(place, &bar, (from, to));
                if let Some(load) = self.lane(place) {
                    load.bar(&bar, to - from);
                }
            }
            Item::Mark(mark) => {
                if self.window.clip(mark.ns, mark.ns).is_some() {
                    self.silences.broken(mark.ns);
                    self.crowd.mark(&mark);
                    // Who only tells something has no lane.
                    if mark.client.is_some()
                        && let Some(load) = self.lane(place)
                    {
                        load.busy += 1;
                    }
                }
            }
            Item::Who(id, ns, peer) => {
                if ns <= self.window.to {
                    self.crowd.who(id, ns, peer);
                }
            }
            Item::Same(nth, conn) => {
                // The first it had is the one that it keeps in the drawing.
                self.survey.same.entry(nth).or_insert(conn);
            }
        }
    }

    fn lane(&mut self, place: Place) -> Option<&mut Load> {
        let lanes = &mut self.survey.lanes;
        if let Some(at) = self.places.get(place) {
            return lanes.get_mut(at);
        }
        if lanes.len() >= LANES {
            let mut hasher = DefaultHasher::new();
            place.name().hash(&mut hasher);
            if self.further.len() < COUNTED {
                self.further.insert(hasher.finish());
            }
            return None;
        }
        self.places.put(place, lanes.len());
        lanes.push(Load::new(place));
        lanes.last_mut()
    }
}
