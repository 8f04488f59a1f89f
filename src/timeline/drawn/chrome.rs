//! The drawing as Trace Event Format: what Perfetto opens. It is written as
//! the recording is read, so that its size does not matter.
//! Source: "Trace Event Format", Google, 2016: phases M, X, b, e and i; times
//! are microseconds.

use super::data::{name, spot};
use crate::timeline::{
    Bar, ClientId, Item, LaneKind, Mark, Place, Recording, State, Survey,
    Window,
};
use crate::trace::letter;
use serde_json::{Value, json};
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
        self.to
            .write_all(b"{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")?;
        let name = format!("echostage, stage {stage}");
        let event = json!({
            "ph": "M", "name": "process_name", "pid": self.pid,
            "args": { "name": name },
        });
        self.to.write_all(event.to_string().as_bytes())
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
        let (kind, thread) = place.key();
        if kind != LaneKind::Thread {
            self.waits += 1;
            let mut event = json!({
                "ph": "b", "cat": thread, "id": self.waits, "pid": self.pid,
                "name": format!("{} waits", whom.unwrap_or_default()),
                "ts": self.micros(from),
            });
            self.event(&event)?;
            event["ph"] = "e".into();
            event["ts"] = self.micros(to);
            return self.event(&event);
        }
        let what = match bar.state {
            State::Served => "our code",
            state => name(state),
        };
        let mut args = json!({});
        let mut tell = |key: &str, value: Value| args[key] = value;
        if let Some(whom) = whom {
            tell("client", whom.into());
        }
        if let Some(bytes) = bar.bytes {
            tell("bytes", bytes.into());
        }
        for (key, text) in [("first", &bar.first), ("error", &bar.error)] {
            if !text.is_empty() {
                tell(key, text.as_str().into());
            }
        }
        for (key, at) in [("at", &bar.at), ("stage_at", &bar.stage_at)] {
            if let Some(at) = at {
                tell(key, spot(at).into());
            }
        }
        if bar.to.is_none() {
            tell("ended", "never".into());
        }
        let tid = self.thread(thread)?;
        let event = json!({
            "ph": "X", "cat": "call", "name": what, "pid": self.pid,
            "tid": tid, "ts": self.micros(from),
            "dur": (to - from) as f64 / 1e3, "args": args,
        });
        self.event(&event)
    }

    fn mark(&mut self, place: Place, mark: &Mark) -> io::Result<()> {
        if self.window.clip(mark.ns, mark.ns).is_none() {
            return Ok(());
        }
        let tid = self.thread(place.key().1)?;
        let whom = mark.client.map(|id| self.client(id));
        let event = json!({
            "ph": "i", "s": "t", "cat": "event", "name": mark.what,
            "pid": self.pid, "tid": tid, "ts": self.micros(mark.ns),
            "args": { "client": whom, "text": mark.text },
        });
        self.event(&event)
    }

    /// Its row, which is named when it is first needed.
    fn thread(&mut self, name: String) -> io::Result<usize> {
        if let Some(tid) = self.threads.get(&name) {
            return Ok(*tid);
        }
        if self.threads.len() >= KNOWN {
            return Ok(0);
        }
        let tid = self.threads.len() + 1;
        let event = json!({
            "ph": "M", "name": "thread_name", "pid": self.pid, "tid": tid,
            "args": { "name": name },
        });
        self.threads.insert(name, tid);
        self.event(&event)?;
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
    fn micros(&self, ns: u64) -> Value {
        (ns.saturating_sub(self.start) as f64 / 1e3).into()
    }

    fn event(&mut self, event: &Value) -> io::Result<()> {
        self.events += 1;
        write!(self.to, ",\n{event}")
    }
}
