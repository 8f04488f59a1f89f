//! One server as a process in a group of its own: looked at, and ended with all
//! that it has started.

mod start;

pub(super) use start::START;

use super::cost::Cost;
use super::family;
use super::live::live;
use super::port::owns;
use super::reap;
use super::said::Said;
use super::usage::children as used_by_children;
use crate::load::Wire;
use crate::trace::escape;
use std::net::SocketAddr;
use std::process::Child;
use std::time::{Duration, Instant};

/// How long a server may take to end by itself, if nobody says otherwise.
const GRACE: Duration = Duration::from_secs(2);
/// Who has ended has closed its output, if it has left it to no child: so long
/// the end of it is waited for.
const OUTPUT: Duration = Duration::from_secs(1);
/// How long one that lives may take for what it is just writing.
const WORDS: Duration = Duration::from_millis(50);

pub struct Server {
    child: Child,
    pub addr: SocketAddr,
    said: Said,
    /// What it had used when it was ready for its first client, where somebody
    /// asks what it costs.
    ready: Cost,
    /// How long it may take to end by itself.
    pub grace: Duration,
    ended: bool,
    /// When it was first seen to have ended.
    gone: Option<Instant>,
}

impl Server {
    /// The last of what it has written, as it came.
    pub fn written(&self) -> Vec<u8> {
        self.said.raw()
    }

    /// The last line of it; escaped, for it may be anything.
    pub fn last_words(&self) -> Option<String> {
        self.words(WORDS)
    }

    fn words(&self, most: Duration) -> Option<String> {
        self.said.last(most).map(|last| escape(last.as_bytes(), 200))
    }

    /// Looks from now on whether it writes one of these.
    pub fn watch(&self, these: &'static [&'static str]) {
        self.said.watch(these);
    }

    /// The first of those that it has written.
    pub fn came(&self) -> Option<&'static str> {
        self.said.came()
    }

    /// Asks it to end, as SIGTERM does, and does not wait.
    pub fn ask_to_end(&self) {
        reap::ask_to_end(&self.child);
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it has ended, with its last words; None while it runs. Then all
    /// that it has written is there.
    pub fn fate(&mut self) -> Option<String> {
        let how = reap::ended(&mut self.child)?;
        // Who asks again and again waits for it once.
        let gone = self.gone.get_or_insert_with(Instant::now).elapsed();
        let words = self.words(OUTPUT.saturating_sub(gone));
        let words = words.map(|last| format!(" (\"{last}\")"));
        Some(format!("it ended{how}{}", words.unwrap_or_default()))
    }

    /// Whether a process below us has its port. Asked where it has ended, or has
    /// not the port itself: a child that it left behind became ours.
    pub fn has_left_one(&self, wire: Wire) -> bool {
        owns(std::process::id(), self.addr.port(), wire) == Some(true)
    }

    /// Ends it, and all that it has started. Returns what it has cost since it
    /// was ready; None where some of them could not be waited for.
    pub fn end(mut self) -> Option<Cost> {
        let before = used_by_children()?;
        let all = self.finish();
        let cost = used_by_children()?.since(before);
        all.then(|| cost.without(&self.ready))
    }

    fn finish(&mut self) -> bool {
        if self.ended {
            return true;
        }
        self.ended = true;
        let family = family::group(self.child.id());
        let all = reap::end(&mut self.child, &family, self.grace);
        // Together: who ends all servers never signals a number that is free.
        let mut live = live();
        let waited = self.child.wait().is_ok(); // it has ended
        live.retain(|one| *one != self.child.id());
        all && waited
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.finish();
    }
}
