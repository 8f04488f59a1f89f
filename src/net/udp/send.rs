//! Datagrams on their way out. Whatever comes of one, the next one goes.

use super::calls;
use super::errors::{self, Gone};
use super::member::plain;
use super::socket::Datagrams;
use crate::trace::{self, Call, What};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// How often a failure is told of, in nanoseconds.
const TELL: u64 = 3_000_000_000;
/// What earlier datagrams have met is told to later calls: so often we try.
const TRIES: u32 = 4;
/// How long a datagram waits for room.
const MOMENT: Duration = Duration::from_millis(20);

impl Datagrams {
    /// Sends one datagram.
    #[inline]
    #[track_caller]
    pub fn send(&self, bytes: &[u8], to: SocketAddr) {
        self.send_to(0, bytes, to);
    }

    /// Sends one datagram to this member. True when the kernel took it: nobody
    /// can promise more. Where there is no room it waits a moment, and then it
    /// is lost: datagrams for hosts that are not there may fill the buffer for
    /// seconds (`arp(7)`).
    #[track_caller]
    pub(super) fn send_to(
        &self,
        conn: u64,
        bytes: &[u8],
        to: SocketAddr,
    ) -> bool {
        match self.once(conn, bytes, to) {
            Ok(_) => self.count_sent(bytes),
            Err(e) => self.again(conn, bytes, to, e),
        }
    }

    #[inline]
    #[track_caller]
    fn once(
        &self,
        conn: u64,
        bytes: &[u8],
        to: SocketAddr,
    ) -> io::Result<(usize, SocketAddr)> {
        trace::moving(conn, Call::Send, bytes, |bytes| {
            Ok((calls::send_now(&self.0.socket, bytes, to)?, to))
        })
    }

    #[cold]
    #[track_caller]
    fn again(
        &self,
        conn: u64,
        bytes: &[u8],
        to: SocketAddr,
        mut error: io::Error,
    ) -> bool {
        for _ in 1..TRIES {
            if error.kind() != ErrorKind::WouldBlock {
                self.failed(&error);
            } else if self.0.crowded.load(Relaxed)
                || !calls::wait_for_room(&self.0.socket, MOMENT)
            {
                return self.lose(to); // one wait is enough for them all
            }
            match self.once(conn, bytes, to) {
                Ok(_) => return self.count_sent(bytes),
                Err(e) => error = e,
            }
        }
        false
    }

    /// The same, and it never waits.
    pub fn send_now(&self, bytes: &[u8], to: SocketAddr) -> bool {
        for _ in 0..TRIES {
            match calls::send_now(&self.0.socket, bytes, to) {
                Ok(_) => return self.count_sent(bytes),
                Err(e) if e.kind() == ErrorKind::WouldBlock => return false,
                Err(e) => self.failed(&e),
            };
        }
        false
    }

    #[cold]
    fn lose(&self, to: SocketAddr) -> bool {
        self.0.crowded.store(true, Relaxed);
        if trace::once_per(TELL, &self.0.told_errors) {
            let text = format!("no room to send to {}: lost", plain(to));
            trace::emit(0, What::Trouble(text));
        }
        false
    }

    fn count_sent(&self, bytes: &[u8]) -> bool {
        self.0.tally.sent.fetch_add(1, Relaxed);
        self.0.crowded.store(false, Relaxed);
        self.0.tally.bytes_out.fetch_add(bytes.len() as u64, Relaxed);
        true
    }

    /// Asks the error queue whom it was about, if anybody. Other errors are
    /// told now and then, and may last: false.
    #[cold]
    pub(super) fn failed(&self, error: &io::Error) -> bool {
        let mut known = false;
        while let Some(Gone { to, gone }) = errors::next(&self.0.socket) {
            known = true;
            if gone && let Some(act) = self.0.on_gone.get() {
                act(to);
            }
        }
        // Windows tells of ICMP so, without an address.
        known |= matches!(
            error.kind(),
            ErrorKind::ConnectionReset
                | ErrorKind::ConnectionRefused
                | ErrorKind::HostUnreachable
                | ErrorKind::Interrupted
        );
        if !known && trace::once_per(TELL, &self.0.told_errors) {
            let text = format!("a datagram failed: {error}; going on");
            trace::emit(0, What::Trouble(text));
        }
        known
    }
}
