//! The server's standard error, collected on a thread; tests wait for lines.

use super::line::Line;
use super::wait::PATIENCE;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

#[derive(Clone, Default)]
pub struct Log(Arc<(Mutex<Seen>, Condvar)>);

#[derive(Default)]
struct Seen {
    lines: Vec<Vec<u8>>,
    ended: bool,
}

impl Log {
    pub fn collect(from: impl Read + Send + 'static) -> Self {
        let log = Self::default();
        let ours = log.clone();
        thread::spawn(move || {
            for line in BufReader::new(from).split(b'\n') {
                let Ok(line) = line else { break };
                ours.seen().lines.push(line);
                ours.0.1.notify_all();
            }
            ours.seen().ended = true;
            ours.0.1.notify_all();
        });
        log
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.0.lock().unwrap()
    }

    /// The lines so far, each without its newline.
    pub fn lines(&self) -> Vec<String> {
        let seen = self.seen();
        let text = |line: &Vec<u8>| String::from_utf8_lossy(line).into_owned();
        seen.lines.iter().map(text).collect()
    }

    /// The bytes so far, as the server wrote them.
    pub fn raw(&self) -> Vec<u8> {
        let seen = self.seen();
        seen.lines.iter().flat_map(|l| [&l[..], b"\n"].concat()).collect()
    }

    /// What the log tells of this client so far, oldest first.
    pub fn of(&self, id: u64) -> Vec<Line> {
        let lines = self.lines();
        let lines = lines.iter().map(|line| Line::parse(line));
        lines.filter(|line| line.id == Some(id)).collect()
    }

    pub fn count(&self, part: &str) -> usize {
        self.lines().iter().filter(|line| line.contains(part)).count()
    }

    /// The first line that contains this; fails when it never comes.
    pub fn wait_for(&self, part: &str) -> String {
        self.wait_for_count(1, part).swap_remove(0)
    }

    /// The first `n` lines that contain this.
    pub fn wait_for_count(&self, n: usize, part: &str) -> Vec<String> {
        let found = self.wait(PATIENCE, |lines| {
            let has = |line: &&String| line.contains(part);
            let found: Vec<_> = lines.iter().filter(has).cloned().collect();
            (found.len() >= n).then_some(found)
        });
        found.unwrap_or_else(|| {
            panic!("never {n} × {part:?} in the log:\n{}", self.text())
        })
    }

    /// Waits until the lines hold something, or the log ends, or time is up.
    pub fn wait<T>(
        &self,
        most: Duration,
        mut look: impl FnMut(&[String]) -> Option<T>,
    ) -> Option<T> {
        let mut found = None;
        let (mut lines, mut ended) = (Vec::new(), false);
        let seen = self.0.1.wait_timeout_while(self.seen(), most, |seen| {
            if seen.lines.len() > lines.len() || lines.is_empty() {
                let fresh = &seen.lines[lines.len()..];
                lines.extend(
                    fresh
                        .iter()
                        .map(|l| String::from_utf8_lossy(l).into_owned()),
                );
                found = look(&lines);
            }
            ended = seen.ended;
            found.is_none() && !ended
        });
        drop(seen.unwrap());
        found
    }

    /// Waits until the server has closed its standard error.
    pub fn wait_end(&self) {
        let (seen, timed_out) = self
            .0
            .1
            .wait_timeout_while(self.seen(), PATIENCE, |seen| !seen.ended)
            .unwrap();
        drop(seen);
        assert!(!timed_out.timed_out(), "somebody still holds the log open");
    }

    pub fn text(&self) -> String {
        self.lines().join("\n")
    }
}
