//! The drawing as Trace Event Format: what Perfetto opens. It is written as
//! the recording is read, so that its size does not matter.
//! Source: "Trace Event Format", Google, 2016: phases M, X, b, e and i; times
//! are microseconds.

use super::data::{name, spot};
use super::marks::TRACE;
use super::trace_event::{Args, Event};
use crate::timeline::{
    Bar, ClientId, Item, LaneKind, Mark, Place, Recording, State, Survey,
    Window,
};
use crate::trace::letter;
use std::collections::HashMap;
use std::io::{self, Write};

/// Of so many threads the names are known; further ones share one row.
const KNOWN: usize = 65_536;

/// Writes the events of the window, and says how many they are.
pub fn chrome(
    recording: &Recording,
    window: Window,
    to: &mut impl Write,
) -> io::Result<u64> {
    let survey = Survey::of(recording, window)?;
    let mut trace = Trace {
        to,
        pid: recording.header.pid,
        start: recording.header.start,
        last: survey.last,
        window: Window { from: survey.from, to: survey.to },
        threads: HashMap::new(),
        waits: 0,
        events: 0,
        failed: None,
    };
    trace.begin(&recording.header.stage)?;
    survey.weave(recording, &mut |place, item| trace.item(place, item))?;
    if let Some(error) = trace.failed {
        return Err(error);
    }
    trace.to.write_all(b"\n]}\n")?;
    Ok(trace.events)
}

struct Trace<'a, W> {
    to: &'a mut W,
    pid: u32,
    start: u64,
    last: u64,
    window: Window,
    threads: HashMap<String, usize>,
    /// Each wait in a queue is an asynchronous event with its own number.
    waits: u64,
    events: u64,
    failed: Option<io::Error>,
}

impl<W: Write> Trace<'_, W> {
    fn begin(&mut self, stage: &str) -> io::Result<()> {
        let rest = "\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n";
        write!(self.to, "{TRACE}{rest}")?;
        let name = format!("echostage, stage {stage}");
        let named = Event {
            ph: "M",
            name: "process_name",
            args: Args { name: &name, ..Args::default() },
            ..Event::new(self.pid)
        };
        self.event(&named)
    }

    fn item(&mut self, place: Place, item: Item) {
        let result = match item {
            Item::Bar(bar) => self.bar(place, &bar),
            Item::Mark(mark) => self.mark(place, &mark),
            Item::Who(..) | Item::Same(..) => Ok(()),
        };
        if let Err(error) = result {
            self.failed.get_or_insert(error);
        }
    }

    fn bar(&mut self, place: Place, bar: &Bar) -> io::Result<()> {
        let end = bar.to.unwrap_or(self.window.to);
        let Some((from, to)) = self.window.clip(bar.from, end) else {
            return Ok(());
        };
        let whom = bar.client.map(|id| self.client(id));
        if place.kind() != LaneKind::Thread {
            let queue = place.name();
            self.waits += 1;
            let wait = Event {
                ph: "b",
                cat: &queue,
                id: Some(self.waits),
                name: &format!("{} waits", whom.unwrap_or_default()),
                ts: self.micros(from),
                ..Event::new(self.pid)
            };
            self.event(&wait)?;
            let ts = self.micros(to);
            return self.event(&Event { ph: "e", ts, ..wait });
        }
        let call = Event {
            ph: "X",
            cat: "call",
            name: match bar.state {
                State::Served => "our code",
                state => name(state),
            },
            tid: Some(self.thread(place)?),
            ts: self.micros(from),
            dur: Some((to - from) as f64 / 1e3),
            args: Args {
                client: whom,
                bytes: bar.bytes,
                first: &bar.first,
                error: &bar.error,
                at: bar.at.as_deref().map(spot),
                stage_at: bar.stage_at.as_deref().map(spot),
                ended: bar.to.is_none().then_some("never"),
                ..Args::default()
            },
            ..Event::new(self.pid)
        };
        self.event(&call)
    }

    fn mark(&mut self, place: Place, mark: &Mark) -> io::Result<()> {
        if self.window.clip(mark.ns, mark.ns).is_none() {
            return Ok(());
        }
        let mark = Event {
            ph: "i",
            s: Some("t"),
            cat: "event",
            name: &mark.what,
            tid: Some(self.thread(place)?),
            ts: self.micros(mark.ns),
            args: Args {
                client: mark.client.map(|id| self.client(id)),
                text: &mark.text,
                ..Args::default()
            },
            ..Event::new(self.pid)
        };
        self.event(&mark)
    }

    /// Its row, which is named when it is first needed.
    fn thread(&mut self, place: Place) -> io::Result<usize> {
        let name = place.name();
        if let Some(tid) = self.threads.get(&name) {
            return Ok(*tid);
        }
        if self.threads.len() >= KNOWN {
            return Ok(0);
        }
        let tid = self.threads.len() + 1;
        let named = Event {
            ph: "M",
            name: "thread_name",
            tid: Some(tid),
            args: Args { name: &name, ..Args::default() },
            ..Event::new(self.pid)
        };
        self.event(&named)?;
        self.threads.insert(name, tid);
        Ok(tid)
    }

    fn client(&self, id: ClientId) -> String {
        let number = id.number(self.last);
        match id {
            ClientId::Conn(conn) => format!("{} #{conn}", letter(number)),
            ClientId::Peer(_) => format!("{}, never accepted", letter(number)),
        }
    }

    /// Since the server's start, as the format wants it.
    fn micros(&self, ns: u64) -> f64 {
        ns.saturating_sub(self.start) as f64 / 1e3
    }

    fn event(&mut self, event: &Event) -> io::Result<()> {
        self.events += 1;
        if self.events > 1 {
            self.to.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *self.to, event)?;
        Ok(())
    }
}
