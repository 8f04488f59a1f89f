//! Sees out who is told to go: a close with unread input resets a connection,
//! and the reset destroys what was just written. So: half-close, drain for a
//! while, close; on a thread of its own, for the acceptor has other clients.

use super::refusal::Refusal;
use super::{guest::Guest, os};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io::{self, ErrorKind};
use std::net::Shutdown;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a client has to read what it was told and to close.
const PATIENCE: Duration = Duration::from_secs(1);
/// Clients on their way out at one time; one more is closed as it is. They
/// hold descriptors that newcomers may need.
const MOST: u64 = 256;

/// How many descriptors may be held by who is on the way out.
pub fn places() -> u64 {
    os::descriptors().map_or(MOST, |n| (n / 16).clamp(2, MOST))
}

pub struct Usher(Sender<Arc<Guest>>);

impl Usher {
    pub fn start() -> io::Result<Self> {
        let most = (places() / 2) as usize; // and as many in the channel
        let (leave, leaving) = bounded(most);
        thread::Builder::new()
            .name("usher".into())
            .spawn(move || see_out(&leaving, most))?;
        Ok(Self(leave))
    }

    /// Half-closes; then drains and closes in the background.
    pub fn see_out(&self, guest: Arc<Guest>) {
        if half_close(&guest) {
            // Too many are leaving at once: this one is closed as it is.
            let _ = self.0.try_send(guest);
        }
    }
}

fn see_out(newcomers: &Receiver<Arc<Guest>>, most: usize) {
    let mut leaving: Vec<(Arc<Guest>, Instant)> = Vec::new();
    loop {
        let newcomer = if leaving.is_empty() {
            newcomers.recv().map_err(|_| ())
        } else {
            newcomers.recv_timeout(Duration::from_millis(20)).map_err(|_| ())
        };
        leaving.extend(newcomer.map(|one| (one, Instant::now() + PATIENCE)));
        let now = Instant::now();
        leaving.retain(|(one, end)| *end > now && drain(one).is_none());
        if leaving.len() >= most {
            leaving.remove(0);
        }
    }
}

/// False when the client is gone already.
fn half_close(guest: &Guest) -> bool {
    let closed = guest.stream().and_then(|s| s.shutdown(Shutdown::Write));
    closed.is_ok() && drain(guest).is_none()
}

/// Throws away what is there; Some when there will be no more.
fn drain(guest: &Guest) -> Option<()> {
    let Ok(stream) = guest.stream() else { return Some(()) };
    let mut bytes = [0; 4096];
    for _ in 0..64 {
        match os::recv_now(stream, &mut bytes) {
            Ok(0) => return Some(()),
            Ok(_) => (),
            Err(e) if e.kind() == ErrorKind::WouldBlock => return None,
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(_) => return Some(()),
        }
    }
    None
}

/// The same without a thread, for a process that has one client.
#[cfg(unix)]
pub fn see_out_here(guest: &Guest) {
    let Ok(stream) = guest.stream() else { return };
    let end = Instant::now() + PATIENCE;
    let mut left = PATIENCE;
    if !half_close(guest) || stream.set_read_timeout(Some(left)).is_err() {
        return;
    }
    let mut bytes = [0; 4096];
    while !left.is_zero() && matches!(os::recv(stream, &mut bytes), Ok(1..)) {
        left = end.saturating_duration_since(Instant::now());
    }
}

/// One line, without waiting: whom we don't serve must not hold us up.
pub fn say_sorry(guest: &Guest, why: &Refusal) {
    let line = format!("{why}\n");
    // There is room for one line, unless the client is gone already.
    let _ = guest.stream().and_then(|to| os::send_now(to, line.as_bytes()));
}

/// One look, for when the server itself is closing: what has come is thrown
/// away, so that nothing unread turns our end-of-file into a reset.
pub fn leave_now(guest: &Guest) {
    half_close(guest);
}
