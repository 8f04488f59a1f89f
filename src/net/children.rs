//! Child processes, each with the connection it serves. A child's end of its
//! line to us closes when the child ends: then it is reaped, and signs out.

use super::conn::Conn;
use super::guest::Word;
use super::refusal::Refusal;
use crate::trace::{self, Event, Shown, Spot, What, Why};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::panic::Location;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

#[derive(Clone)]
pub struct Children(Arc<Table>);

struct Table {
    epoll: OwnedFd,
    rows: Mutex<HashMap<u64, Row>>,
}

struct Row {
    conn: Conn,
    process: Child,
    line: Arc<UnixStream>,
    /// The line of the stage that has started it.
    stage: Spot,
    heard: Vec<u8>,
    end: Option<(Option<(u64, u64)>, Why)>,
}

impl Children {
    pub fn new() -> io::Result<Self> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        let table = Arc::new(Table { epoll, rows: Mutex::default() });
        let reaped = table.clone();
        thread::Builder::new()
            .name("reaper".into())
            .spawn(move || reap(&reaped))?;
        Ok(Self(table))
    }

    /// Starts a child with the connection as its standard input, and its line
    /// to us as its standard output. If it can't, the client is turned away.
    #[track_caller]
    pub fn start(&self, conn: Conn, mut command: Command) {
        let stage = Location::caller();
        match spawn(&conn, &mut command) {
            Ok((process, line)) => self.adopt(conn, process, line, stage),
            Err(e) => conn.turn_away(&Refusal::NoProcess(e)),
        }
    }

    fn adopt(
        &self,
        conn: Conn,
        process: Child,
        line: UnixStream,
        stage: &'static Location,
    ) {
        let (id, line) = (conn.id(), Arc::new(line));
        let (table, to) = (self.0.clone(), line.clone());
        conn.guest().sent_by(Box::new(move |word| match word {
            Word::Say(text) => (&*to).write_all(text).is_ok(),
            Word::Closing => to.shutdown(Shutdown::Write).is_ok(),
            Word::CutOff => table.kill(id),
        }));
        if conn.guest().dismissed().is_some() {
            // The door closed while the child was not known to it yet.
            let _ = line.shutdown(Shutdown::Write);
        }
        let (heard, end) = (Vec::new(), None);
        let (ours, stage) = (line.clone(), stage.into());
        let row = Row { conn, process, line: ours, stage, heard, end };
        self.0.rows().insert(id, row);
        let data = EventData::new_u64(id);
        let added = epoll::add(&self.0.epoll, &line, data, EventFlags::IN);
        if added.is_err() {
            // No memory in the kernel to watch it: it can't be served.
            self.0.kill(id);
            self.0.bury(id);
        }
    }
}

fn spawn(
    conn: &Conn,
    command: &mut Command,
) -> io::Result<(Child, UnixStream)> {
    let (ours, theirs) = UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    command.stdin(conn.handle()?).stdout(OwnedFd::from(theirs));
    Ok((command.spawn()?, ours))
}

impl Table {
    fn rows(&self) -> MutexGuard<'_, HashMap<u64, Row>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kill(&self, id: u64) -> bool {
        let mut rows = self.rows();
        rows.get_mut(&id).is_some_and(|row| row.process.kill().is_ok())
    }

    /// Reaps a child that has ended; its connection signs out.
    fn bury(&self, id: u64) {
        let Some(mut row) = self.rows().remove(&id) else { return };
        // A child that is just being started holds a copy of this line until
        // it is executed: closed but not taken out, epoll would tell of it
        // again and again. Where it was never added, there is nothing to do.
        let _ = epoll::delete(&self.epoll, &*row.line);
        let status = row.process.wait();
        trace::gone(id);
        let (moved, why) = row.end.take().unwrap_or_else(|| {
            let how = status.map_or("lost".into(), |how| how.to_string());
            (None, Why::Error(format!("its process ended: {how}")))
        });
        row.conn.served_elsewhere(moved, why);
    }

    /// Passes on what a child tells; false at its end.
    fn hear(&self, id: u64) -> bool {
        let mut events = Vec::new();
        let mut bytes = [0; 4096];
        let goes_on = loop {
            let mut rows = self.rows();
            let Some(row) = rows.get_mut(&id) else { return true };
            match (&*row.line).read(&mut bytes) {
                Ok(n @ 1..) => row.take(&bytes[..n], &mut events),
                Err(e) if e.kind() == ErrorKind::WouldBlock => break true,
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Ok(_) | Err(_) => break false,
            }
        };
        for event in events {
            trace::pass_on(event);
        }
        goes_on
    }
}

impl Row {
    fn take(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        self.heard.extend_from_slice(bytes);
        while let Some(end) = self.heard.iter().position(|&b| b == b'\n') {
            let line: Vec<u8> = self.heard.drain(..=end).collect();
            match serde_json::from_slice::<Event>(&line) {
                Ok(Event { what: What::Closed { moved, why }, .. }) => {
                    self.end = Some((moved, why))
                }
                Ok(event) => events.push(self.placed(event)),
                Err(_) => (), // it was cut short with its process
            }
        }
    }

    /// Its stage is the parent's; it knows only itself.
    fn placed(&self, mut event: Event) -> Event {
        match &mut event.what {
            What::Called(_, Shown { stage, .. }) | What::Began(_, _, stage) => {
                *stage = self.stage
            }
            _ => (),
        }
        event
    }
}

fn reap(table: &Table) {
    let mut ready = Vec::with_capacity(64);
    loop {
        ready.clear();
        let room = spare_capacity(&mut ready);
        if let Err(e) = epoll::wait(&table.epoll, room, None)
            && e != rustix::io::Errno::INTR
        {
            let text = format!("cannot wait for the children: {e}");
            trace::emit(0, What::Trouble(text));
            return;
        }
        for event in &ready {
            let id = event.data.u64();
            if !table.hear(id) {
                table.bury(id);
            }
        }
    }
}
