//! What a client makes of an answer: right, wrong, late, or none at all.

use super::Asker;
use crate::load::desk::Desk;
use crate::load::flight::Time;
use crate::load::kind::Kind;
use crate::load::pattern::number;
use crate::load::plan::Wire;
use crate::load::socket::SHORT_IS_ALL;
use std::io::{self, ErrorKind};

/// Bytes of a first answer that is none, kept to see what they say.
const WORDS: usize = 512;

/// So long we wait for what follows them, in nanoseconds.
pub const WAIT: Time = 200_000_000;

/// So many datagrams in a row that answer nothing are too many.
const MOST_STRAYS: u32 = 10_000;

/// So many bytes tell an answer with a mistake from what is no answer.
const TELLING: usize = 4;

impl Asker {
    /// Reads what is there; with `to_end` the peer has ended, too, which is
    /// no event of its own any more.
    pub(super) fn read(
        &mut self,
        desk: &mut Desk,
        to_end: bool,
    ) -> io::Result<()> {
        // Lent to us for as long as we look at what is in it.
        let mut input = std::mem::take(&mut desk.input);
        let result = self.read_into(&mut input, desk, to_end);
        desk.input = input;
        result
    }

    pub(super) fn read_into(
        &mut self,
        input: &mut [u8],
        desk: &mut Desk,
        to_end: bool,
    ) -> io::Result<()> {
        while !self.is_out && self.socket.is_ready() {
            match self.socket.read(input) {
                Ok(n) if desk.plan.wire == Wire::Udp => {
                    self.datagram(&input[..n], desk);
                }
                Ok(0) => {
                    self.ended(desk);
                    return Ok(());
                }
                Ok(n) => {
                    self.bytes(&input[..n], desk);
                    if n < input.len() && SHORT_IS_ALL && !to_end {
                        return Ok(());
                    }
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    pub(super) fn bytes(&mut self, mut bytes: &[u8], desk: &mut Desk) {
        let now = desk.now();
        let size = desk.pattern.size();
        while !bytes.is_empty() && self.socket.is_ready() {
            if !self.heard && self.listen(bytes, desk) {
                return;
            }
            let n = self.flight.oldest();
            // Nothing can be the answer to what was not sent yet.
            let sent = if n < self.out.0 { size } else { self.out.1 };
            let len = bytes.len().min(size - self.came);
            if self.flight.open() == 0 || self.came + len > sent {
                return self.lose(Kind::Unasked, desk);
            }
            let request = self.request(n);
            let (part, rest) = bytes.split_at(len);
            self.wrong |= !desk.pattern.is(&request, self.came, part);
            self.came += len;
            bytes = rest;
            if self.came == size {
                self.whole(now, desk);
            }
        }
    }

    /// Whether these bytes are no answer's beginning, on a connection that
    /// has not answered yet: perhaps words that turn us away.
    pub(super) fn listen(&mut self, bytes: &[u8], desk: &mut Desk) -> bool {
        if self.words.is_empty() {
            let request = self.request(self.flight.oldest());
            let len = bytes.len().min(desk.pattern.size()).min(TELLING);
            let is_answer = self.flight.open() > 0
                && desk.pattern.is(&request, 0, &bytes[..len]);
            if is_answer || self.came > 0 {
                return false;
            }
        }
        if self.words.is_empty() {
            self.words_since = desk.now();
        }
        let room = WORDS - self.words.len();
        self.words.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if self.words.len() == WORDS {
            self.no_answer(desk);
        }
        true
    }

    /// Its words have turned out to be neither an answer nor a farewell.
    pub(super) fn no_answer(&mut self, desk: &mut Desk) {
        let is_asked = self.flight.open() > 0;
        let kind = if is_asked { Kind::Corrupt } else { Kind::Unasked };
        self.lose(kind, desk);
    }

    pub(super) fn whole(&mut self, now: Time, desk: &mut Desk) {
        self.came = 0;
        self.heard = true;
        let wrong = std::mem::take(&mut self.wrong);
        let since = self.flight.end_oldest();
        desk.open -= 1;
        self.free(now, desk);
        if wrong {
            desk.count(Kind::Corrupt, 1);
            // Two in a row: it is out of step, and will stay so.
            if self.last_wrong {
                self.leave(desk);
            }
        } else if let Some(since) = since {
            self.serve(since, now, desk);
        }
        self.last_wrong = wrong;
        if desk.plan.churn {
            self.close();
        }
    }

    pub(super) fn serve(&mut self, since: Time, now: Time, desk: &mut Desk) {
        desk.answered(since, now);
        if !self.served {
            self.served = true;
            desk.seen.served += 1;
        }
    }

    pub(super) fn datagram(&mut self, bytes: &[u8], desk: &mut Desk) {
        let now = desk.now();
        let is_right = |n: &u64| {
            bytes.len() == desk.pattern.size()
                && desk.pattern.is(&self.request(*n), 0, bytes)
        };
        let n = number(bytes).map(|n| self.flight.whole_number(n));
        let n = n.filter(is_right);
        let since = n.and_then(|n| self.flight.end(n));
        if let Some(since) = since {
            desk.open -= 1;
            self.strays = 0;
            self.serve(since, now, desk);
            self.free(now, desk);
        } else if n.is_some() {
            desk.seen.late += 1;
        } else {
            desk.count(Kind::Corrupt, 1);
            self.nameless += 1;
        }
        // As many wrong answers have come as are waited for: these are they.
        let open = self.flight.open();
        if self.nameless >= open {
            self.nameless = 0;
            desk.open -= open;
            for _ in 0..open {
                self.flight.end_oldest();
                self.free(now, desk);
            }
        }
        if since.is_none() {
            self.stray(desk);
        }
    }

    /// Who sends nothing else could keep us here for ever.
    fn stray(&mut self, desk: &mut Desk) {
        self.strays += 1;
        if self.strays == MOST_STRAYS {
            self.lose(Kind::Unasked, desk);
        }
    }
}
