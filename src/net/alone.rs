//! A process with one connection: nobody else keeps its time. It waits with
//! `poll(2)` for the client and for its parent's word at once.

use super::guest::Guest;
use crate::trace::Why;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};
use std::io::{self, ErrorKind};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

#[derive(Default)]
pub struct Alone {
    /// Lines to pass on to the client; its end means that the server closes,
    /// or that it is gone. Under inetd there is none.
    parent: Option<UnixStream>,
    is_child: bool,
    patience: Option<Duration>,
    closing: bool,
    said: Vec<u8>,
}

/// What has become readable.
#[derive(Default)]
struct Ready {
    client: bool,
    parent: bool,
}

impl Alone {
    /// `patience` is how long the client may be silent, or take for an answer.
    pub fn new(
        guest: &Guest,
        parent: Option<UnixStream>,
        patience: Option<Duration>,
    ) -> io::Result<Self> {
        // An eighth: after a short write nobody looks at the clock until then.
        guest.stream()?.set_write_timeout(patience.map(|most| most / 8))?;
        let is_child = parent.is_some();
        Ok(Self { parent, is_child, patience, ..Self::default() })
    }

    /// Whether a parent holds the connection as well.
    pub fn has_parent(&self) -> bool {
        self.is_child
    }

    pub fn is_closing(&self) -> bool {
        self.closing
    }

    /// Waits until the client has something to read; meanwhile passes on what
    /// the operator says.
    pub fn wait_for(&mut self, guest: &Guest) -> io::Result<()> {
        let end = self.patience.map(|most| Instant::now() + most);
        while self.parent.is_some() || self.patience.is_some() {
            if !self.said.is_empty() {
                let said = std::mem::take(&mut self.said);
                self.send(guest, &said)?;
            }
            let left =
                end.map(|end| end.saturating_duration_since(Instant::now()));
            let ready = self.poll(Some(guest), left)?;
            if ready.parent && !self.listen() {
                guest.close_gently();
            } else if ready.client {
                break;
            } else if !ready.parent {
                guest.dismiss(Why::Idle);
                break;
            }
        }
        Ok(())
    }

    #[track_caller]
    pub fn send(&mut self, guest: &Guest, bytes: &[u8]) -> io::Result<()> {
        let Some(most) = self.patience else { return guest.send(bytes) };
        let start = Instant::now();
        guest.send_while(bytes, || {
            if start.elapsed() < most {
                return Ok(());
            }
            guest.dismiss(Why::Idle);
            Err(ErrorKind::TimedOut.into())
        })
    }

    /// Does nothing for so long, or until the server closes.
    pub fn rest(&mut self, most: Duration) -> io::Result<()> {
        let end = Instant::now() + most;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let ready = self.poll(None, Some(left))?;
            if ready.parent && !self.listen() {
                return Ok(());
            }
            if self.closing || left.is_zero() {
                return Ok(());
            }
        }
    }

    fn poll(
        &self,
        guest: Option<&Guest>,
        most: Option<Duration>,
    ) -> io::Result<Ready> {
        let mut files = Vec::with_capacity(2);
        let stream = guest.and_then(|guest| guest.stream().ok());
        files.extend(stream.map(|s| PollFd::new(s, PollFlags::IN)));
        files.extend(
            self.parent.as_ref().map(|p| PollFd::new(p, PollFlags::IN)),
        );
        let most = most.and_then(|most| Timespec::try_from(most).ok());
        while let Err(e) = poll(&mut files, most.as_ref()) {
            if e != Errno::INTR {
                return Err(e.into());
            }
        }
        let is_ready = |file: &PollFd| !file.revents().is_empty();
        Ok(Ready {
            client: guest.is_some() && files.first().is_some_and(is_ready),
            parent: self.parent.is_some() && files.last().is_some_and(is_ready),
        })
    }

    /// Takes what the parent says; false when it closes or is gone.
    fn listen(&mut self) -> bool {
        let mut words = [0; 1024];
        while let Some(parent) = &self.parent {
            match recv(parent, &mut words, RecvFlags::DONTWAIT) {
                Ok((n, _)) if n > 0 => self.said.extend_from_slice(&words[..n]),
                Err(Errno::WOULDBLOCK) => return true,
                Err(Errno::INTR) => (),
                _ => {
                    self.parent = None;
                    self.closing = true;
                }
            }
        }
        false
    }
}
