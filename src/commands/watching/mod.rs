//! `--watch PATH`: the server's side of the board. Nothing is listened to, and
//! nothing looked at, while nobody watches.

mod buffer;
mod ear;
mod socket;
mod survey;
mod watcher;

use super::Failure;
use super::orders::Orders;
use super::recording::About;
use crate::cli::Serve;
use crate::stage::Stage;
use crate::trace::{Header, Listener, clock};
use crate::watch::Message;
use ear::Ear;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde::Serialize;
use socket::Socket;
pub use socket::too_long;
use std::io;
use std::os::unix::net::UnixListener;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use survey::Survey;
use watcher::Watcher;

/// A state is told so often.
const TICK: Duration = Duration::from_millis(100);
/// Nothing is told before the first look at the kernel's queue: who comes after
/// the first state has come after the attach. A look takes a few milliseconds;
/// on a machine so busy that it does not come, all the rest is told after this.
const LOOK: Duration = Duration::from_secs(2);
const SOON: Duration = Duration::from_millis(2);
/// So many may watch; one more is told so.
const WATCHERS: usize = 8;

/// The socket is open; nobody is let in yet.
pub struct Watching {
    socket: Socket,
    ear: Arc<Ear>,
    header: Header,
}

impl Watching {
    /// None where nobody has asked for it.
    pub fn open(flags: &Serve, about: &About) -> Result<Option<Self>, Failure> {
        let Some(path) = &flags.seen.watch else { return Ok(None) };
        let socket = Socket::open(path)?;
        let (ear, header) = (Ear::new(about.start), about.header());
        Ok(Some(Self { socket, ear: Arc::new(ear), header }))
    }

    pub fn listener(&self) -> Box<dyn Listener> {
        Box::new(self.ear.clone())
    }

    /// Lets watchers in from here on, until the server ends, or what is
    /// returned is dropped.
    pub fn begin(
        self,
        flags: &Serve,
        stage: &'static Stage,
        orders: &Orders,
    ) -> Result<Guard, Failure> {
        let Self { socket, ear, header } = self;
        let survey = Survey::new(orders, stage, flags);
        let gate = socket.gate().map_err(Failure::start)?;
        let show = Show { gate, ear, header, survey, watchers: Vec::new() };
        let watch = thread::Builder::new().name("watch".into());
        watch.spawn(move || show.go_on()).map_err(Failure::start)?;
        let guard = Guard(Arc::new(socket));
        let socket = guard.0.clone();
        orders.stop.before_exit(move || socket.remove());
        Ok(guard)
    }
}

/// A server that can't start after all removes its socket, too.
pub struct Guard(Arc<Socket>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.remove();
    }
}

struct Show {
    gate: UnixListener,
    ear: Arc<Ear>,
    header: Header,
    survey: Survey,
    watchers: Vec<Watcher>,
}

impl Show {
    fn go_on(mut self) {
        let mut next = Instant::now();
        loop {
            let idle = self.watchers.is_empty();
            if is_asked(&self.gate, (!idle).then_some(next)) {
                self.let_in();
            }
            self.watchers.retain_mut(Watcher::is_there);
            self.ear.turn(!self.watchers.is_empty());
            if !self.watchers.is_empty() && Instant::now() >= next {
                let ready = self.is_ready();
                if ready {
                    self.tell();
                }
                next = Instant::now() + if ready { TICK } else { SOON };
            }
        }
    }

    fn is_ready(&self) -> bool {
        let listens = clock().saturating_sub(self.ear.since());
        self.ear.has_looked()
            || !self.survey.has_sampler()
            || u128::from(listens) > LOOK.as_nanos()
    }

    fn let_in(&mut self) {
        let Ok((stream, _)) = self.gate.accept() else {
            // No descriptor is free, most likely: a moment later one may be.
            return thread::sleep(TICK);
        };
        let Ok(mut watcher) = Watcher::new(stream) else { return };
        watcher.send(&line(&self.header));
        if self.watchers.len() >= WATCHERS
            && let stuck = self.watchers.iter().position(Watcher::is_stuck)
            && stuck.map(|at| self.watchers.remove(at)).is_none()
        {
            let why = format!("{WATCHERS} others watch already");
            return watcher.send(&line(&Message::Bye(why)));
        }
        self.watchers.push(watcher);
    }

    /// Each gets the same, but for the lines that it has had already. Who has
    /// not taken the last state gets none.
    fn tell(&mut self) {
        let mut state = self.survey.look(&self.ear);
        for watcher in &mut self.watchers {
            if !watcher.has_taken_all() {
                continue;
            }
            let (log, lost) = self.ear.log_from(&mut watcher.next);
            (state.log, state.lost) = (log, lost);
            watcher.send(&line(&Message::State(state.clone())));
        }
    }
}

/// A line with its newline; empty where it can't be told, which does not
/// happen.
fn line(what: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(what).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Waits until somebody knocks; or until `end`, where there is one.
fn is_asked(gate: &UnixListener, end: Option<Instant>) -> bool {
    let left = end.map(|end| end.saturating_duration_since(Instant::now()));
    let most = left.and_then(|left| Timespec::try_from(left).ok());
    let mut gates = [PollFd::new(gate, PollFlags::IN)];
    match poll(&mut gates, most.as_ref()) {
        Ok(ready) => ready > 0,
        Err(e) => {
            if io::Error::from(e).kind() != io::ErrorKind::Interrupted {
                thread::sleep(TICK);
            }
            false
        }
    }
}
