//! Which datagrams are handed out: a sender may be forged, and an answer may
//! start a conversation that nothing ends.

use super::calls;
use super::challenge::challenge;
use super::guard::Verdict;
use super::member::plain;
use super::socket::Datagrams;
use crate::trace::{self, Call, What};
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::PoisonError;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// The ports of echo, daytime, quote, chargen and time: to answer one of them
/// starts a conversation that nothing ends (CVE-2024-2169).
const OLD_SERVICES: [u16; 5] = [7, 13, 17, 19, 37];
const LOOPBACK_BROADCAST: Ipv4Addr = Ipv4Addr::new(127, 255, 255, 255);
/// How often drops are told of, in nanoseconds.
const TELL: u64 = 1_000_000_000;

/// After an error that nothing explains.
const PAUSE: Duration = Duration::from_millis(10);

/// What a receive ends with that nobody has sent anything to.
fn woken() -> io::Error {
    io::Error::new(ErrorKind::NotConnected, "woken: the server closes")
}

impl Datagrams {
    /// The next datagram that may be answered, and who sent it. None when the
    /// server closes, after what the kernel had queued.
    #[track_caller]
    pub fn receive<'a>(
        &self,
        space: &'a mut [u8],
    ) -> Option<(&'a [u8], SocketAddr)> {
        self.0.ready.call_once(|| {
            if let Some(act) = self.0.on_ready.get() {
                act();
            }
        });
        loop {
            let received = trace::moving(0, Call::Receive, &mut *space, |b| {
                let (n, from) = calls::receive(&self.0.socket, b)?;
                Ok((n, from.ok_or_else(woken)?))
            });
            match received {
                Ok((n, from)) => {
                    if let Some(n) = self.may_answer(&space[..n], from) {
                        return Some((&space[..n], from));
                    }
                    // Elsewhere the waking datagram is our own.
                    if cfg!(not(target_os = "linux")) && self.is_closing() {
                        return None;
                    }
                }
                Err(e) if e.kind() == ErrorKind::NotConnected => return None,
                // Told of something that we have sent: it never ends the loop.
                Err(e) if self.failed(&e) => (),
                Err(_) => self.wait(PAUSE),
            }
        }
    }

    /// How much of it is handed out; None where it must not be answered.
    fn may_answer(&self, text: &[u8], from: SocketAddr) -> Option<usize> {
        let tally = &self.0.tally;
        tally.received.fetch_add(1, Relaxed);
        tally.bytes_in.fetch_add(text.len() as u64, Relaxed);
        let why = if let Some(why) = self.never(from) {
            why
        } else if is_loopback(from) {
            return Some(text.len());
        } else if self.0.many.contains(&from.ip().to_canonical()) {
            "an address of many"
        } else if self.0.plan.open {
            return Some(text.len());
        } else {
            match self.judge(text, from) {
                Verdict::Answer => return Some(text.len()),
                Verdict::Proven if self.0.plan.hides_proofs => return Some(0),
                Verdict::Proven => return Some(text.len()),
                Verdict::Challenge(number) => {
                    // Without waiting: who forges senders fills the buffer
                    // with datagrams for hosts that are not there.
                    self.send_now(challenge(number).as_bytes(), from);
                    return None;
                }
                Verdict::Ignore => "not proven",
            }
        };
        self.ignore(from, why);
        None
    }

    fn judge(&self, text: &[u8], from: SocketAddr) -> Verdict {
        let guard = self.0.guard.lock();
        let mut guard = guard.unwrap_or_else(PoisonError::into_inner);
        guard.judge(trace::running(), from, text)
    }

    /// Whoever it is, it must not hear from us.
    #[inline]
    fn never(&self, from: SocketAddr) -> Option<&'static str> {
        match from.port() {
            0 => Some("port 0"),
            port if is_old_service(port) => Some("an old echo service's port"),
            port if port == self.0.local.port() && is_ours(from) => {
                Some("our own")
            }
            _ => None,
        }
    }

    /// How many were not answered in all, if any.
    pub fn tell_ignored(&self) {
        let ignored = self.0.tally.ignored.load(Relaxed);
        if ignored > 0 {
            let text = format!("not answered: {ignored} in all");
            trace::emit(0, What::Note(text));
        }
    }

    #[cold]
    fn ignore(&self, from: SocketAddr, why: &str) {
        let before = self.0.tally.ignored.fetch_add(1, Relaxed);
        if trace::once_per(TELL, &self.0.told_drops) {
            let from = plain(from);
            let s = if before == 0 { "" } else { "s" };
            let text = format!(
                "not answered: {} datagram{s} so far, the last from {from} \
                 ({why})",
                before + 1
            );
            trace::emit(0, What::Note(text));
        }
    }
}

/// Whether somebody may sit there who answers whatever comes.
#[inline]
pub fn is_old_service(port: u16) -> bool {
    OLD_SERVICES.contains(&port)
}

/// Whether it is one host on the loopback network.
#[inline]
fn is_loopback(addr: SocketAddr) -> bool {
    match addr.ip().to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() && ip != LOOPBACK_BROADCAST,
        IpAddr::V6(ip) => ip.is_loopback(),
    }
}

/// Whether the address is one of this machine's: then we could bind it. Our
/// own broadcast comes back from one that we are not bound to.
#[cold]
fn is_ours(addr: SocketAddr) -> bool {
    let mut any = addr;
    any.set_ip(addr.ip().to_canonical());
    any.set_port(0);
    UdpSocket::bind(any).is_ok()
}
