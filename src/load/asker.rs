//! One client: what it has asked, what it waits for, what it makes of an
//! answer.

use super::desk::Desk;
use super::flight::{Flight, Time};
use super::kind::Kind;
use super::pattern::{Request, number};
use super::plan::Wire;
use super::socket::{SHORT_IS_ALL, Socket};
use mio::{Registry, Token};
use std::io::{self, ErrorKind};

/// Bytes of a first answer that is none, kept to see what they say.
const WORDS: usize = 512;

/// So long we wait for what follows them, in nanoseconds.
const WAIT: Time = 200_000_000;

/// So many bytes tell an answer with a mistake from what is no answer.
const TELLING: usize = 4;

pub struct Asker {
    /// Its place among this thread's clients, and among all.
    place: usize,
    index: usize,
    pub socket: Socket,
    flight: Flight,
    /// What the next byte out belongs to: a request, and its byte.
    out: (u64, usize),
    /// Bytes of the oldest answer that have come.
    came: usize,
    /// Closed loop: how many requests it may begin now.
    turns: usize,
    /// Open loop: it is in the list of wakes.
    is_listed: bool,
    /// Since when it was we who could have sent.
    free_since: Time,
    served: bool,
    /// This connection has answered once.
    heard: bool,
    /// A byte of the answer that is coming was wrong; the last one was.
    wrong: bool,
    last_wrong: bool,
    /// A first answer that does not begin as it should.
    words: Vec<u8>,
    words_since: Time,
    pub is_out: bool,
}

impl Asker {
    pub fn new(place: usize, index: usize, turns: usize) -> Self {
        Self {
            place,
            index,
            socket: Socket::None,
            flight: Flight::default(),
            out: (0, 0),
            came: 0,
            turns,
            is_listed: false,
            free_since: 0,
            served: false,
            heard: false,
            wrong: false,
            last_wrong: false,
            words: Vec::new(),
            words_since: 0,
            is_out: false,
        }
    }

    fn request(&self, n: u64) -> Request {
        Request::new(self.index as u32, n)
    }

    /// Open loop: when its next request is due, if there is one.
    fn due(&self, desk: &Desk) -> Option<Time> {
        let (rate, in_all) = (desk.plan.rate?, desk.plan.due_in_all()?);
        let nth =
            self.flight.next() * desk.plan.clients as u64 + self.index as u64;
        (nth < in_all).then(|| (nth as f64 / rate * 1e9) as Time)
    }

    /// Open loop: how many it has still to begin.
    pub fn left(&self, desk: &Desk) -> u64 {
        let in_all = desk.plan.due_in_all().unwrap_or(0);
        let own = (in_all + desk.plan.clients as u64 - 1)
            .saturating_sub(self.index as u64)
            / desk.plan.clients as u64;
        own.saturating_sub(self.flight.next())
    }

    pub fn connect(&mut self, desk: &mut Desk, registry: &Registry) {
        let (wire, target) = (desk.plan.wire, desk.plan.target);
        match Socket::open(wire, target, registry, Token(self.place)) {
            Ok(socket) => {
                desk.reached |= wire == Wire::Udp;
                self.socket = socket;
            }
            Err(e) => self.fail(desk, e),
        }
    }

    /// The time for connecting is over.
    pub fn must_be_connected(&mut self, desk: &mut Desk) {
        if !self.is_out && !self.socket.is_ready() {
            self.lose(Kind::NotConnected, desk);
        }
    }

    /// Something may be new about its socket.
    pub fn look(&mut self, desk: &mut Desk, registry: &Registry) {
        if self.is_out {
            return;
        }
        if !self.socket.is_ready() {
            match self.socket.connected() {
                Ok(true) => desk.reached = true,
                Ok(false) => return,
                Err(e) => return self.fail(desk, e),
            }
        }
        if let Err(e) = self.read(desk) {
            self.fail(desk, e);
        }
        self.go_on(desk, registry);
    }

    /// Begins what may begin, and writes what can be written.
    pub fn go_on(&mut self, desk: &mut Desk, registry: &Registry) {
        if self.is_out {
            return;
        }
        self.begin(desk);
        if self.flight.open() > 0 && matches!(self.socket, Socket::None) {
            self.connect(desk, registry);
        }
        if self.socket.is_ready()
            && let Err(e) = self.write(desk)
        {
            self.fail(desk, e);
        }
    }

    fn begin(&mut self, desk: &mut Desk) {
        while desk.is_asking && self.flight.open() < desk.plan.pipeline {
            let now = desk.now();
            let since = if desk.plan.rate.is_some() {
                match self.due(desk) {
                    Some(due) if due <= now => due,
                    Some(due) => {
                        if !self.is_listed {
                            self.is_listed = true;
                            desk.wake(due, self.place);
                        }
                        return;
                    }
                    None => return,
                }
            } else if self.turns > 0 && desk.take(now) {
                self.turns -= 1;
                now
            } else {
                return;
            };
            let could = since.max(self.free_since);
            desk.seen.own_late.saturating_record(now - could.min(now));
            desk.seen.sent += 1;
            desk.open += 1;
            desk.left = desk.left.saturating_sub(1);
            self.flight.begin(since);
        }
    }

    fn write(&mut self, desk: &mut Desk) -> io::Result<()> {
        let block = desk.input.len();
        while self.out.0 < self.flight.next() {
            desk.output.clear();
            let mut at = self.out;
            while at.0 < self.flight.next() && desk.output.len() < block {
                let request = self.request(at.0);
                at.1 =
                    desk.pattern.fill(&request, at.1, &mut desk.output, block);
                if at.1 == desk.pattern.size() {
                    at = (at.0 + 1, 0);
                }
                if desk.plan.wire == Wire::Udp {
                    break; // each is a datagram of its own
                }
            }
            match self.socket.write(&desk.output) {
                Ok(n) => {
                    let size = desk.pattern.size();
                    let total = self.out.1 + n;
                    self.out =
                        (self.out.0 + (total / size) as u64, total % size);
                    if n < desk.output.len() {
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

    fn read(&mut self, desk: &mut Desk) -> io::Result<()> {
        // Lent to us for as long as we look at what is in it.
        let mut input = std::mem::take(&mut desk.input);
        let result = self.read_into(&mut input, desk);
        desk.input = input;
        result
    }

    fn read_into(
        &mut self,
        input: &mut [u8],
        desk: &mut Desk,
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
                    if n < input.len() && SHORT_IS_ALL {
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

    fn bytes(&mut self, mut bytes: &[u8], desk: &mut Desk) {
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
    fn listen(&mut self, bytes: &[u8], desk: &mut Desk) -> bool {
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
    fn no_answer(&mut self, desk: &mut Desk) {
        let is_asked = self.flight.open() > 0;
        let kind = if is_asked { Kind::Corrupt } else { Kind::Unasked };
        self.lose(kind, desk);
    }

    fn whole(&mut self, now: Time, desk: &mut Desk) {
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

    fn serve(&mut self, since: Time, now: Time, desk: &mut Desk) {
        desk.answered(since, now);
        if !self.served {
            self.served = true;
            desk.seen.served += 1;
        }
    }

    /// An answer came, or is given up: there is room for one more.
    fn free(&mut self, now: Time, desk: &mut Desk) {
        self.free_since = now;
        if desk.plan.rate.is_none() {
            if desk.plan.think.is_zero() {
                self.turns += 1;
            } else {
                let rest = desk.plan.think.as_nanos() as Time;
                desk.wake(now + rest, self.place);
            }
        }
    }

    /// Its time in the list has come.
    pub fn woken(&mut self, at: Time, desk: &mut Desk, registry: &Registry) {
        if desk.plan.rate.is_some() {
            self.is_listed = false;
        } else {
            self.turns += 1;
            self.free_since = at;
        }
        self.go_on(desk, registry);
    }

    fn datagram(&mut self, bytes: &[u8], desk: &mut Desk) {
        let now = desk.now();
        let found = number(bytes).and_then(|n| {
            let first = self.flight.oldest();
            let n = first + (n.wrapping_sub(first) & 0xff_ffff);
            let right = bytes.len() == desk.pattern.size()
                && desk.pattern.is(&self.request(n), 0, bytes);
            right.then(|| self.flight.end_numbered(n))
        });
        match found {
            Some(Some(since)) => {
                desk.open -= 1;
                self.serve(since, now, desk);
                self.free(now, desk);
            }
            Some(None) => desk.seen.late += 1,
            None => desk.count(Kind::Corrupt, 1),
        }
    }

    /// The peer has closed.
    fn ended(&mut self, desk: &mut Desk) {
        let kind = if self.words.ends_with(b"\n") {
            Kind::TurnedAway
        } else if self.heard || self.came > 0 || !self.words.is_empty() {
            Kind::ClosedEarly
        } else {
            Kind::ClosedFirst
        };
        self.lose(kind, desk);
    }

    fn fail(&mut self, desk: &mut Desk, error: io::Error) {
        // Words may come with a reset behind them.
        if self.words.ends_with(b"\n") {
            return self.lose(Kind::TurnedAway, desk);
        }
        desk.failed(error);
        self.over(desk);
    }

    fn lose(&mut self, kind: Kind, desk: &mut Desk) {
        desk.count(kind, 1);
        self.over(desk);
    }

    /// This connection is over. Where each request has its own, the next one
    /// follows; else the client is out.
    fn over(&mut self, desk: &mut Desk) {
        if desk.plan.churn && desk.reached {
            desk.open -= self.flight.give_up();
            self.free(desk.now(), desk);
            self.close();
        } else {
            self.leave(desk);
        }
    }

    fn close(&mut self) {
        self.socket = Socket::None;
        self.out = (self.flight.next(), 0);
        self.came = 0;
        self.heard = false;
        self.wrong = false;
        self.last_wrong = false;
        self.words.clear();
    }

    /// It asks no more.
    fn leave(&mut self, desk: &mut Desk) {
        if std::mem::replace(&mut self.is_out, true) {
            return;
        }
        let left = self.left(desk);
        desk.left = desk.left.saturating_sub(left);
        desk.count(Kind::NeverAnswered, left);
        desk.open -= self.flight.give_up();
        desk.out += 1;
        self.close();
    }

    /// Gives up what has waited longer than `patience` allows.
    pub fn expire(&mut self, desk: &mut Desk, registry: &Registry) {
        let patience = desk.plan.patience.as_nanos() as Time;
        let now = desk.now();
        let is_late = |since: Time| since.saturating_add(patience) <= now;
        let mut changed = false;
        if !self.words.is_empty() && self.words_since + WAIT <= now {
            self.no_answer(desk);
            changed = true;
        }
        while !self.is_out && self.flight.oldest_since().is_some_and(is_late) {
            changed = true;
            if desk.plan.wire == Wire::Udp {
                self.flight.end_oldest();
                desk.open -= 1;
                desk.count(Kind::NeverAnswered, 1);
                self.free(now, desk);
            } else if matches!(self.socket, Socket::Connecting(_)) {
                self.lose(Kind::NotConnected, desk);
            } else {
                let open = self.flight.open() as u64;
                desk.count(Kind::NeverAnswered, open);
                self.over(desk);
            }
        }
        if changed {
            self.go_on(desk, registry);
        }
    }

    /// The time is over for good.
    pub fn finish(&mut self, desk: &mut Desk) {
        if self.is_out || self.flight.next() > 0 {
            desk.seen.clients += 1;
        }
        if desk.seen.cut_short {
            return;
        }
        if !self.is_out {
            let open = self.flight.open() as u64;
            desk.count(Kind::NeverAnswered, open);
            desk.open -= self.flight.give_up();
            let left = self.left(desk);
            desk.count(Kind::NeverAnswered, left);
        }
    }
}
