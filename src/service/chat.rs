//! A chat: each line reaches everybody else in the room. What the members
//! share is the room and the outboxes, behind one lock that is never held
//! while anybody writes.

use super::frame::{Frames, Line};
use super::room::{Delivery, Room};
use super::telnet::Telnet;
use super::{Pace, Talk};
use crate::net::{Buffer, Conn, Guest, Outbox, Refusal};
use crate::trace::{self, What, Why};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A line's end included.
pub const LONGEST: usize = 1024;
pub const TOO_LONG: &[u8] = b"* line too long: 1024 bytes at most; dropped\n";
/// How long a member that leaves may take for what was said to it.
const LAST_WORDS: Duration = Duration::from_millis(500);

#[derive(Default)]
pub struct Chat(Mutex<House>);

#[derive(Default)]
struct House {
    room: Room,
    outboxes: HashMap<u64, Outbox>,
}

impl Talk for Chat {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        let outbox = match Outbox::open(conn) {
            Ok(outbox) => outbox,
            Err(e) => {
                let why = Refusal::NoThread(e);
                conn.send(format!("{why}\n").as_bytes())?;
                return Ok(Why::TurnedAway(why.word()));
            }
        };
        self.house().join(conn.id(), outbox.clone());
        let guest = conn.guest().clone();
        Member { chat: self, id: conn.id(), outbox, guest }.talk(conn, pace)
    }
}

impl Chat {
    fn house(&self) -> MutexGuard<'_, House> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who is in the room; gone from it when dropped, whatever happened.
struct Member<'a> {
    chat: &'a Chat,
    id: u64,
    outbox: Outbox,
    guest: Arc<Guest>,
}

impl Member<'_> {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        conn.by_line();
        let (mut buffer, mut telnet) = (Buffer::default(), Telnet::default());
        let mut frames = Frames::new(LONGEST);
        while let Some(bytes) = buffer.fill(conn)? {
            let (mut text, mut refusals) = (Vec::new(), Vec::new());
            telnet.read(bytes, &mut text, &mut refusals);
            self.outbox.put(refusals.into());
            frames.push(Some(&text));
            if let Some(why) = self.say_all(&mut frames, conn, pace)? {
                return Ok(why);
            }
        }
        frames.push(None);
        let why = self.say_all(&mut frames, conn, pace)?;
        Ok(why.unwrap_or(Why::Client))
    }

    fn say_all(
        &self,
        frames: &mut Frames,
        conn: &mut Conn,
        pace: &Pace,
    ) -> io::Result<Option<Why>> {
        while let Some(line) = frames.line() {
            conn.heard_line();
            pace.think(conn)?;
            if self.typed(line) {
                return Ok(Some(Why::Client));
            } else if pace.once {
                return Ok(Some(Why::Once));
            }
        }
        Ok(None)
    }

    /// True when the member wants to leave.
    fn typed(&self, line: Line) -> bool {
        let Line::Whole(line) = line else {
            self.outbox.put(TOO_LONG.into());
            return false;
        };
        let mut house = self.chat.house();
        let outcome = house.room.typed(self.id, line);
        house.deliver(&outcome.deliveries);
        drop(house);
        if let Some(said) = outcome.said {
            trace::emit(self.id, What::Said(said));
        }
        outcome.quits
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        let mut house = self.chat.house();
        house.outboxes.remove(&self.id);
        let deliveries = house.room.leave(self.id);
        // When the server closes everybody leaves: no need to tell each other.
        if self.guest.dismissed() != Some(&Why::Closing) {
            house.deliver(&deliveries);
        }
        drop(house);
        self.outbox.finish(LAST_WORDS);
    }
}

impl House {
    fn join(&mut self, id: u64, outbox: Outbox) {
        self.outboxes.insert(id, outbox);
        let deliveries = self.room.join(id);
        self.deliver(&deliveries);
    }

    /// Puts each line into its outbox, which never blocks.
    fn deliver(&self, deliveries: &[Delivery]) {
        for Delivery { to, line } in deliveries {
            let line: Arc<[u8]> = format!("{line}\n").into_bytes().into();
            for id in to.ids() {
                if let Some(outbox) = self.outboxes.get(id) {
                    outbox.put(line.clone());
                }
            }
        }
    }
}
