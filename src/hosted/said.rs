//! What a server writes, on either of its outputs: read to the end, so that
//! it never waits for us, and only the last of it kept.

use std::io::{self, PipeReader, Read};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Bytes that are kept.
const KEPT: usize = 16 * 1024;

#[derive(Clone, Default)]
pub struct Said(Arc<(Mutex<Heard>, Condvar)>);

#[derive(Default)]
struct Heard {
    text: Vec<u8>,
    ended: bool,
    watched: &'static [&'static str],
    /// The first of these that came.
    came: Option<&'static str>,
}

impl Heard {
    /// Looks for them in the last `new` bytes, and what begins before.
    fn look(&mut self, new: usize) {
        let text = &self.text;
        let holds = |one: &&&str| {
            let (one, first) = (one.as_bytes(), text.len() - new);
            let from = first.saturating_sub(one.len());
            text[from..].windows(one.len()).any(|at| at == one)
        };
        self.came = self.came.or(self.watched.iter().find(holds).copied());
    }
}

impl Said {
    pub fn collect(mut from: PipeReader) -> io::Result<Self> {
        let said = Self::default();
        let ours = said.clone();
        thread::Builder::new().name("listener".into()).spawn(move || {
            let mut bytes = [0; 1024];
            loop {
                let n = match from.read(&mut bytes) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {
                        continue;
                    }
                    Ok(n) => n,
                    Err(_) => 0, // all that we would ever hear
                };
                ours.hear(&bytes[..n]);
                if n == 0 {
                    return;
                }
            }
        })?;
        Ok(said)
    }

    fn hear(&self, bytes: &[u8]) {
        let mut heard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.ended |= bytes.is_empty();
        heard.text.extend(bytes);
        heard.look(bytes.len());
        let over = heard.text.len().saturating_sub(KEPT);
        heard.text.drain(..over);
        self.0.1.notify_all();
    }

    /// The first line with this at its start, without it; None when it has
    /// not come within `most`, or the output has ended.
    pub fn line(&self, start: &str, most: Duration) -> Option<String> {
        let heard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = None;
        let wait = self.0.1.wait_timeout_while(heard, most, |heard| {
            let text = String::from_utf8_lossy(&heard.text);
            let mut whole = text.split_inclusive('\n').filter_map(|line| {
                line.strip_suffix('\n')?.strip_prefix(start)
            });
            found = whole.next().map(String::from);
            found.is_none() && !heard.ended
        });
        drop(wait);
        found
    }

    /// Looks from now on whether one of these comes, also in what is not kept.
    pub fn watch(&self, these: &'static [&'static str]) {
        let mut heard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.watched = these;
    }

    /// The first of those that are watched for.
    pub fn came(&self) -> Option<&'static str> {
        let heard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.came
    }

    /// All that is kept, as it came.
    pub fn raw(&self) -> Vec<u8> {
        let heard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.text.clone()
    }

    /// The last line that is not empty; waits so long for the end of it all.
    pub fn last(&self, most: Duration) -> Option<String> {
        let heard = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = self.0.1.wait_timeout_while(heard, most, |h| !h.ended);
        let (heard, _) = wait.unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&heard.text);
        let last = text.lines().rev().find(|line| !line.trim().is_empty());
        last.map(|line| line.trim().to_string())
    }
}
