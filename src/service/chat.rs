//! A chat: each line reaches everybody else in the room. What the members
//! share is the room and the outboxes, behind one lock that is never held
//! while anybody writes.

use super::frame::{Frames, Line};
use super::room::{Delivery, Room};
use super::{Pace, Talk};
use crate::net::{Conn, Outbox};
use crate::trace::{self, What, Why};
use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const LONGEST: usize = 1024;
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
                conn.send(b"* turned away: no thread for you; try later\n")?;
                return Ok(Why::TurnedAway(format!("no thread ({e})")));
            }
        };
        self.house().join(conn.id(), outbox.clone());
        let member = Member { chat: self, id: conn.id() };
        let why = member.talk(conn, pace);
        drop(member);
        outbox.finish(LAST_WORDS);
        why
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
}

impl Member<'_> {
    fn talk(&self, conn: &mut Conn, pace: &Pace) -> io::Result<Why> {
        conn.by_line();
        let mut frames = Frames::new(LONGEST);
        while let Some(line) = frames.next(conn)? {
            pace.think(conn)?;
            let quits = match line {
                Line::Whole(line) => self.typed(line),
                Line::TooLong => {
                    let what = "* line too long: 1024 bytes at most; dropped";
                    self.chat.house().deliver(&[Delivery {
                        to: self.id,
                        line: what.into(),
                    }]);
                    false
                }
            };
            if quits {
                break;
            }
            if pace.once {
                return Ok(Why::Once);
            }
        }
        Ok(Why::Client)
    }

    fn typed(&self, line: &[u8]) -> bool {
        let mut house = self.chat.house();
        let outcome = house.room.typed(self.id, line);
        house.deliver(&outcome.deliveries);
        let who = house.room.name(self.id).to_string();
        drop(house);
        if let Some(text) = outcome.said {
            trace::emit(self.id, What::Said { who, text });
        }
        outcome.quits
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        let mut house = self.chat.house();
        house.outboxes.remove(&self.id);
        let deliveries = house.room.leave(self.id);
        house.deliver(&deliveries);
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
            if let Some(outbox) = self.outboxes.get(to) {
                outbox.put(format!("{line}\n").into());
            }
        }
    }
}
