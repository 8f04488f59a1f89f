//! Opens a recording, says what is wrong with it if it can't be drawn, and
//! goes through its entries, counting what is damaged.

use super::lines::{self, Line, Sorted};
use super::logical::{By, Logical};
use super::moments::Moments;
use super::source::{MOST, Source};
use super::stopped::{Fate, Stopped};
use super::window::Window;
use crate::trace::{Entry, FORMAT, Header, escape};
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// A recording that can be read again from its beginning.
pub struct Recording {
    source: Source,
    /// Empty where the first line is missing or damaged.
    pub header: Header,
    headless: bool,
    by: By,
    moments: Moments,
    /// Of entries by their number.
    fates: HashMap<u64, Fate>,
}

/// What could not be read of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    pub lines: u64,
    /// The file ends in the middle of a line.
    pub cut_off: bool,
    pub headless: bool,
    /// It does not end as the server ends one.
    pub unended: bool,
}

/// So many lines are looked at for an entry when the first is no header.
const LOOK: usize = 16;
/// So many peers of a sample are named: a server writes 64.
const PEERS: usize = 1_024;

impl Recording {
    /// The file, or standard input for `-`. Fails in words for a person.
    pub fn open(path: &Path) -> Result<Self, String> {
        let shown = if path == Path::new("-") {
            "standard input".into()
        } else {
            escape(path.as_os_str().as_encoded_bytes(), 200)
        };
        let failed = |e: io::Error| format!("cannot read {shown}: {e}");
        let source = Source::open(path).map_err(failed)?;
        let Some(source) = source else {
            return Err(format!(
                "{shown} can be read only once, and has more than {} MB: save \
                 it in a file first",
                MOST >> 20
            ));
        };
        let (header, headless) = head(&source, &shown)?;
        let (by, moments) = (By::Time, Moments::default());
        let fates = HashMap::new();
        Ok(Self { source, header, headless, by, moments, fates })
    }

    /// From here on times are numbers of events. Returns which of them are in
    /// the window. It reads the recording once for that.
    pub fn by_event(&mut self, window: Window) -> io::Result<Window> {
        let (mut count, mut before) = (0, 0);
        let mut logical = Logical::default();
        let mut moments = Moments::default();
        let mut stopped = Stopped::default();
        self.each(|entry| {
            let new = logical.new_in(entry);
            let event = logical.counts(entry);
            moments.look(entry, event, &new);
            stopped.look(entry, event);
            if event {
                let end = lines::end(&entry.what, entry.ns, entry.took);
                before += u64::from(end < window.from);
                count += u64::from(end <= window.to);
            }
        })?;
        // They have been counted, and are no events.
        for end in moments.ends().chain(stopped.ends()) {
            before -= u64::from(end < window.from);
            count -= u64::from(end <= window.to);
        }
        (self.by, self.header.start) = (By::Event, 0);
        (self.moments, self.fates) = (moments, stopped.fates());
        Ok(Window { from: before, to: count })
    }

    pub fn by(&self) -> By {
        self.by
    }

    /// Every entry in the order in which they ended (see `Sorted`).
    pub fn each(&self, mut f: impl FnMut(&Entry)) -> io::Result<Damage> {
        let mut damage = Damage {
            headless: self.headless,
            unended: true,
            ..Damage::default()
        };
        let mut sorted = Sorted::default();
        let mut logical = Logical::default();
        let mut nth = 0;
        let mut give = |line: Vec<u8>, damage: &mut Damage| {
            let Some(mut entry) = entry(&line) else {
                damage.lines += 1;
                return;
            };
            if self.by == By::Event {
                nth += 1;
                match self.fates.get(&nth) {
                    Some(Fate::Gone) => return,
                    Some(Fate::Open) => entry.open = true,
                    None => (),
                }
                self.moments.leave_out(nth, &mut entry);
                logical.turn(&mut entry);
            }
            damage.unended &= entry.what != "end";
            f(&entry);
        };
        let mut from = self.source.reader()?;
        let mut line = Vec::new();
        let mut first = !self.headless;
        loop {
            let found = lines::next(&mut from, &mut line)?;
            let head = std::mem::take(&mut first);
            match (found, lines::end_of(&line)) {
                (Line::None, _) => break,
                (Line::TooLong, _) => damage.lines += 1,
                (_, Some(end)) => sorted.put(end, line.clone()),
                (Line::Last, None) if !head => damage.cut_off = true,
                (_, None) if head || line.is_empty() => (),
                (_, None) => damage.lines += 1,
            }
            while let Some(line) = sorted.take(false) {
                give(line, &mut damage);
            }
        }
        while let Some(line) = sorted.take(true) {
            give(line, &mut damage);
        }
        Ok(damage)
    }
}

/// The header; or none, where entries follow without one.
fn head(source: &Source, shown: &str) -> Result<(Header, bool), String> {
    let failed = |e: io::Error| format!("cannot read {shown}: {e}");
    let mut from = source.reader().map_err(failed)?;
    let mut line = Vec::new();
    let mut found = lines::next(&mut from, &mut line).map_err(failed)?;
    if matches!(found, Line::None) {
        return Err(format!(
            "{shown} is empty: nothing was recorded, or not yet"
        ));
    }
    let header: Header = serde_json::from_slice(&line).unwrap_or_default();
    match header.echostage {
        FORMAT => return Ok((header, false)),
        0 => (),
        other => {
            return Err(format!(
                "{shown} has format {other}, and this echostage reads format \
                 {FORMAT}: take the echostage that recorded it{}",
                match escape(header.version.as_bytes(), 20) {
                    version if version.is_empty() => version,
                    version => format!(" ({version})"),
                }
            ));
        }
    }
    for _ in 0..LOOK {
        if matches!(found, Line::None) {
            break;
        }
        if entry(&line).is_some() && lines::end_of(&line).is_some() {
            return Ok((Header::default(), true));
        }
        found = lines::next(&mut from, &mut line).map_err(failed)?;
    }
    Err(format!(
        "{shown} is no recording of echostage; echostage --record FILE makes \
         one"
    ))
}

fn entry(line: &[u8]) -> Option<Entry<'_>> {
    let mut entry: Entry = serde_json::from_slice(line).ok()?;
    if let Some(peers) = &mut entry.peers {
        let more = peers.len().saturating_sub(PEERS) as u64;
        entry.more = entry.more.saturating_add(more);
        peers.truncate(PEERS);
    }
    Some(entry)
}
