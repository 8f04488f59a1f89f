//! One client: what it has asked, and what it waits for.

mod asks;
mod ends;
mod hears;

use crate::load::desk::Desk;
use crate::load::flight::{Flight, Time};
use crate::load::kind::Kind;
use crate::load::pattern::Request;
use crate::load::plan::Wire;
use crate::load::socket::Socket;
use mio::{Registry, Token};
use std::io;
use std::time::Duration;

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
    /// Datagrams since the last answer that answered nothing.
    strays: u32,
    /// Wrong datagrams, whose number may be wrong, too: so many of the requests
    /// that wait have had their answer.
    nameless: usize,
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
            strays: 0,
            nameless: 0,
            is_out: false,
        }
    }

    pub(super) fn request(&self, n: u64) -> Request {
        Request::new(self.index as u32, n)
    }

    /// See [`Socket::block`].
    pub fn block(&self, most: Duration) -> io::Result<bool> {
        self.socket.block(most)
    }

    pub fn connect(&mut self, desk: &mut Desk, registry: &Registry) {
        let (wire, target) = (desk.plan.wire, desk.plan.target);
        match Socket::open(wire, target, registry, Token(self.place)) {
            Ok(socket) => {
                desk.reached |= wire == Wire::Udp;
                self.socket = socket;
            }
            // There is no sense in trying this again at once.
            Err(e) => {
                desk.failed(e);
                self.leave(desk);
            }
        }
    }

    /// The time for connecting is over.
    pub fn must_be_connected(&mut self, desk: &mut Desk) {
        if !self.is_out && !self.socket.is_ready() {
            self.lose(Kind::NotConnected, desk);
        }
    }

    /// Something may be new about its socket; perhaps that the peer has ended.
    pub fn look(
        &mut self,
        desk: &mut Desk,
        registry: &Registry,
        has_ended: bool,
    ) {
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
        if let Err(e) = self.read(desk, has_ended) {
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
}
