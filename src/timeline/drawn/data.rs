//! What the page's script reads: a picture as JSON. Times are nanoseconds since
//! the server's start.

use super::cuts::Cuts;
use super::html::{about, notes, sources};
use crate::stage;
use crate::timeline::{
    Bar, By, ClientId, LaneKind, Mark, Picture, Spot, State,
};
use crate::trace::escape;
use serde::Serialize;
use std::collections::HashMap;

/// The whole of it.
#[derive(Serialize)]
pub struct Data<'a> {
    stage: String,
    model: &'a str,
    about: String,
    notes: Vec<String>,
    from: i64,
    to: i64,
    by_event: bool,
    cuts: Vec<Cut>,
    /// How long a cut silence is drawn.
    cut_to: u64,
    clients: Vec<Who<'a>>,
    lanes: Vec<Lane<'a>>,
    sources: Vec<Source>,
}

#[derive(Serialize)]
struct Cut {
    from: i64,
    to: i64,
}

#[derive(Serialize)]
struct Who<'a> {
    letter: char,
    colour: &'static str,
    /// 0 for who was never accepted.
    number: u64,
    peer: &'a str,
}

#[derive(Serialize)]
struct Lane<'a> {
    name: &'a str,
    kind: &'static str,
    rows: usize,
    bars: Vec<Shown<'a>>,
    marks: Vec<Told<'a>>,
}

/// A bar. Its client is a place in `Data::clients`.
#[derive(Serialize)]
struct Shown<'a> {
    from: i64,
    to: Option<i64>,
    state: &'static str,
    client: Option<usize>,
    row: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "str::is_empty")]
    first: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    error: &'a str,
}

#[derive(Serialize)]
struct Told<'a> {
    ns: i64,
    what: &'a str,
    client: Option<usize>,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
}

#[derive(Serialize)]
pub struct Source {
    pub path: &'static str,
    pub text: &'static str,
    /// `stage` or `service`.
    pub part: &'static str,
}

impl<'a> Data<'a> {
    /// Of a picture by time; `by` is how the page first shows it.
    pub fn new(picture: &'a Picture, by: By) -> Self {
        let peers = picture.clients.iter().map(|c| (c.id, c.peer.as_str()));
        let peers = peers.collect();
        let (clients, known) = (Vec::new(), HashMap::new());
        Translator { picture, peers, clients, known }.data(by)
    }
}

/// Numbers the clients as it comes upon them.
struct Translator<'a> {
    picture: &'a Picture,
    peers: HashMap<ClientId, &'a str>,
    clients: Vec<Who<'a>>,
    known: HashMap<ClientId, usize>,
}

impl<'a> Translator<'a> {
    fn data(mut self, by: By) -> Data<'a> {
        let picture = self.picture;
        let header = &picture.header;
        let silences = Cuts::of(picture);
        let lanes = picture.lanes.iter().map(|lane| Lane {
            name: &lane.name,
            kind: match lane.kind {
                LaneKind::KernelQueue => "kernel",
                LaneKind::OurQueue => "ours",
                LaneKind::Thread => "thread",
            },
            rows: 1 + lane.bars.iter().map(|bar| bar.row).max().unwrap_or(0),
            bars: self.bars(&lane.bars),
            marks: lane.marks.iter().map(|mark| self.told(mark)).collect(),
        });
        let lanes = lanes.collect();
        let cuts = silences.all.iter().map(|(from, to)| Cut {
            from: self.time(*from),
            to: self.time(*to),
        });
        let stage = stage::named(&header.stage);
        Data {
            stage: escape(header.stage.as_bytes(), 40),
            model: stage.map_or("", |stage| stage.model),
            about: about(picture),
            notes: notes(picture),
            from: self.time(picture.from),
            to: self.time(picture.to),
            by_event: by == By::Event,
            cuts: cuts.collect(),
            cut_to: silences.short,
            clients: self.clients,
            lanes,
            sources: sources(picture),
        }
    }

    fn time(&self, ns: u64) -> i64 {
        ns.wrapping_sub(self.picture.header.start) as i64
    }

    fn bars(&mut self, bars: &'a [Bar]) -> Vec<Shown<'a>> {
        let mut shown: Vec<_> = bars.iter().map(|bar| self.bar(bar)).collect();
        shown.sort_by_key(|bar| bar.from);
        shown
    }

    fn bar(&mut self, bar: &'a Bar) -> Shown<'a> {
        Shown {
            from: self.time(bar.from),
            to: bar.to.map(|to| self.time(to)),
            state: name(bar.state),
            client: bar.client.map(|id| self.client(id)),
            row: bar.row,
            at: bar.at.as_deref().map(spot),
            stage_at: bar.stage_at.as_deref().map(spot),
            bytes: bar.bytes,
            first: &bar.first,
            error: &bar.error,
        }
    }

    fn told(&mut self, mark: &'a Mark) -> Told<'a> {
        Told {
            ns: self.time(mark.ns),
            what: &mark.what,
            client: mark.client.map(|id| self.client(id)),
            text: &mark.text,
        }
    }

    fn client(&mut self, id: ClientId) -> usize {
        let picture = self.picture;
        *self.known.entry(id).or_insert_with(|| {
            self.clients.push(Who {
                letter: picture.letter(id),
                colour: picture.paint(id).rgb,
                number: match id {
                    ClientId::Conn(conn) => conn,
                    ClientId::Peer(_) => 0,
                },
                peer: self.peers.get(&id).copied().unwrap_or_default(),
            });
            self.clients.len() - 1
        })
    }
}

/// `src/service/echo.rs:15`, as in a recording.
pub fn spot(spot: &Spot) -> String {
    format!("{}:{}", spot.file, spot.line)
}

/// As the script and the patterns name it.
pub fn name(state: State) -> &'static str {
    match state {
        State::Waits => "waits",
        State::Served => "served",
        State::Read => "read",
        State::Write => "write",
        State::Accept => "accept",
        State::Take => "take",
        State::Receive => "receive",
        State::Send => "send",
        State::Think => "think",
        State::Lock => "lock",
        State::Held => "held",
    }
}
