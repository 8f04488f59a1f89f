//! A server that can be watched, and watchers: one that reads what it tells,
//! one at a terminal.

use crate::common::terminal::Terminal;
use crate::common::{Client, Folder, PATIENCE, Server};
use echostage::trace::Header;
use echostage::watch::{Answer, Message, State};
use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub struct Watched {
    pub server: Server,
    pub path: PathBuf,
    /// Where its socket is.
    _folder: Folder,
}

impl Watched {
    pub fn start(args: &str) -> Self {
        let folder = Folder::new();
        let path = folder.path().join("w");
        let args = format!("{args} --watch {}", path.display());
        Self { server: Server::start(&args), path, _folder: folder }
    }

    pub fn watcher(&self) -> Watcher {
        Watcher::connect(&self.path)
    }

    /// Clients that connect one after the other, and say nothing.
    pub fn silent(&self, n: usize) -> Vec<Client> {
        (0..n).map(|_| self.server.client()).collect()
    }

    /// A board at the end of `echostage watch`.
    pub fn board(&self, columns: u16, rows: u16) -> Terminal {
        let terminal = Terminal::open_at(columns, rows);
        self.watch_on(&terminal, "");
        terminal
    }

    pub fn watch_on(&self, terminal: &Terminal, before: &str) {
        let path = self.path.display();
        terminal.enter(&format!("{before} echostage watch {path}"));
        terminal.sees("q quit");
    }
}

pub struct Watcher {
    pub stream: UnixStream,
    pub header: Header,
    lines: BufReader<UnixStream>,
}

impl Watcher {
    pub fn connect(path: &Path) -> Self {
        let stream = UnixStream::connect(path).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let header = serde_json::from_str(&line).unwrap();
        Self { stream, header, lines }
    }

    /// None at the end.
    pub fn message(&mut self) -> Option<Message> {
        let mut line = String::new();
        match self.lines.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(serde_json::from_str(&line).unwrap()),
            Err(e) => panic!("{e}: the server tells nothing"),
        }
    }

    pub fn state(&mut self) -> State {
        match self.message() {
            Some(Message::State(state)) => *state,
            Some(Message::Bye(why)) => panic!("bye: {why}"),
            None => panic!("the server has ended"),
        }
    }

    /// The first state in which there is something to find.
    pub fn until<T>(
        &mut self,
        what: &str,
        mut find: impl FnMut(&State) -> Option<T>,
    ) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            let state = self.state();
            if let Some(found) = find(&state) {
                return found;
            }
            assert!(Instant::now() < end, "never {what}: {state:#?}");
        }
    }

    /// Waits for this answer: who waits (and where), because of whom.
    pub fn answers(&mut self, waits: &[(&str, &str)], because: &[&str]) {
        let what = format!("{waits:?} because {because:?}");
        self.until(&what, |state| {
            let answer = Answer::new(state);
            let all = &answer.waiters;
            let same = all.len() == waits.len()
                && all.iter().zip(waits).all(|(one, (name, place))| {
                    one.name.contains(name) && one.place == *place
                });
            let reasons = answer.servers.iter().map(|(_, text)| text);
            let reasons = answer.reasons.iter().chain(reasons);
            let reasons: Vec<&String> = reasons.collect();
            let told = because
                .iter()
                .all(|part| reasons.iter().any(|text| text.contains(part)));
            (same && told).then_some(())
        });
    }
}
