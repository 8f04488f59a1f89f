//! A conversation in datagrams: what is sent, what arrives, who is missing.

use super::challenge::{Challenges, Heard};
use super::datagrams::Stop;
use super::ending::{Ending, Trouble, reason};
use super::ledger::Ledger;
use super::output::Output;
use super::state::{State, Why};
use super::strangers::Strangers;
use super::teller::Teller;
use super::threads::{Arrival, MOST, Source};
use super::wire::Wire;
use crossbeam_channel::{Receiver, after, at, never, select};
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// So many lines of a pipe are on their way at once: a socket's buffer holds
/// them, while a whole file would not fit.
const WINDOW: usize = 16;
/// So many are sent once more after a challenge: whoever forges one must not
/// make us a flood.
const MANY: usize = 64;
/// Then the next waits so long for an answer: who has not got one by then is
/// lost, or slow, and holds up nobody. Without any answer the next pause is
/// twice as long, for the peer may be busy elsewhere.
const PAUSE: Duration = Duration::from_millis(20);
/// After so many, 1.3 s in all, it does not answer: nothing waits for it.
const PAUSES: u32 = 6;

pub struct Session {
    teller: Teller,
    output: Box<dyn Output>,
    wire: Option<Arc<Wire>>,
    ledger: Ledger,
    challenges: Challenges,
    strangers: Strangers,
    beats: bool,
    /// When something was sent or answered.
    last: Instant,
    out: u64,
    heard: u64,
    /// Pauses that were made since the last answer.
    pauses: u32,
}

impl Session {
    pub fn new(
        teller: Teller,
        output: Box<dyn Output>,
        wire: Option<Arc<Wire>>,
        timeout: Duration,
        beats: bool,
    ) -> Self {
        Self {
            teller,
            output,
            wire,
            ledger: Ledger::new(timeout),
            challenges: Challenges::default(),
            strangers: Strangers::default(),
            beats,
            last: Instant::now(),
            out: 0,
            heard: 0,
            pauses: 0,
        }
    }

    pub fn talk(
        &mut self,
        mut lines: Receiver<io::Result<Vec<u8>>>,
        heard: &Receiver<io::Result<Arrival>>,
        beats: &Receiver<Instant>,
        silence: Option<Duration>,
        typed: bool,
    ) -> Result<(), Stop> {
        self.beat()?;
        let mut ended = false;
        loop {
            if ended && self.ledger.waiting() == 0 {
                return Ok(());
            }
            let full = self.ledger.fresh(WINDOW, PAUSE) == WINDOW;
            let waits = full && self.pauses < PAUSES && !typed && !ended;
            let pause = match waits {
                true => after(PAUSE * 2_u32.pow(self.pauses)),
                false => never(),
            };
            let next = if waits { never() } else { lines.clone() };
            let most =
                if ended { Some(self.ledger.timeout()) } else { silence };
            let over = most.map_or_else(never, |most| at(self.last + most));
            select! {
                recv(next) -> line => match line {
                    Ok(Ok(line)) => self.send(&line)?,
                    Ok(Err(e)) => {
                        let why = reason(&e);
                        let text = format!("cannot read the input: {why}");
                        return Err(Trouble::world(text).into());
                    }
                    Err(_) => {
                        let why = "end of input";
                        self.teller.state(&State::Closing { why });
                        (ended, lines) = (true, never());
                    }
                },
                recv(heard) -> arrival => match arrival {
                    Ok(arrival) => self.arrives(arrival)?,
                    Err(_) => return Ok(()), // no socket is left
                },
                recv(beats) -> _ => self.beat()?,
                recv(pause) -> _ => self.pauses += 1,
                recv(over) -> _ => return Ok(()),
            }
        }
    }

    fn send(&mut self, line: &[u8]) -> Result<(), Trouble> {
        let Some(wire) = &self.wire else { return Ok(()) };
        wire.send(line)?;
        if line.len() == MOST && !line.ends_with(b"\n") {
            self.teller.note(format!(
                "a line is longer than a datagram: its first {MOST} B went"
            ));
        }
        self.last = Instant::now();
        self.out += line.len() as u64;
        self.ledger.sent(line, self.last);
        Ok(())
    }

    /// An empty datagram: we are still here.
    fn beat(&self) -> Result<(), Trouble> {
        match &self.wire {
            Some(wire) if self.beats => wire.send(&[]),
            _ => Ok(()),
        }
    }

    fn arrives(&mut self, arrival: io::Result<Arrival>) -> Result<(), Stop> {
        let Arrival { source, from, bytes } = match (arrival, &self.wire) {
            (Ok(arrival), _) => arrival,
            (Err(e), Some(wire)) => return Err(wire.explain(&e).into()),
            (Err(e), None) => {
                let text = format!("cannot listen any more: {}", reason(&e));
                return Err(Trouble::world(text).into());
            }
        };
        match &self.wire {
            Some(wire) if source == Source::Wire => {
                if !wire.expects(from) {
                    self.strangers.tell(from, bytes.len(), &self.teller);
                    return Ok(());
                }
                let now = Instant::now();
                // Our own words may come back that look like a challenge.
                if from == wire.peer() && !self.ledger.awaits(&bytes) {
                    match self.challenges.hear(&bytes, now) {
                        Heard::Asks(answer) => return self.answer(&answer),
                        Heard::Done => return Ok(()),
                        Heard::Says => (),
                    }
                }
                let beat = bytes.is_empty() && self.beats;
                if !beat && self.ledger.heard(&bytes, now) {
                    (self.last, self.pauses) = (now, 0);
                }
            }
            _ => self.last = Instant::now(),
        }
        self.heard += bytes.len() as u64;
        let shown = self.output.show(&bytes);
        shown.and_then(|()| self.output.end()).map_err(|e| {
            if e.kind() == ErrorKind::BrokenPipe {
                return Stop::Unread;
            }
            let why = reason(&e);
            Trouble::world(format!("cannot write the output: {why}")).into()
        })
    }

    /// The peer wants to know whether we are there; what it dropped until
    /// then is sent again.
    fn answer(&mut self, answer: &[u8]) -> Result<(), Stop> {
        let Some(wire) = &self.wire else { return Ok(()) };
        wire.send(answer)?;
        self.last = Instant::now();
        for line in self.ledger.again(self.last).take(MANY) {
            wire.send(line)?;
        }
        self.teller.note("challenge: answered");
        Ok(())
    }

    fn over(&self) -> State {
        let why = Why::Over { out: self.out, r#in: self.heard };
        State::Unconnected { why }
    }

    pub fn failed(self, trouble: Trouble) -> Trouble {
        // Why, the error itself says.
        self.teller.state(&self.over());
        let report = self.ledger.finish();
        if report.sent > 0 {
            self.teller.report(&report);
        }
        trouble
    }

    pub fn finish(self, typed: bool) -> Ending {
        self.teller.state(&self.over());
        let report = self.ledger.finish();
        self.teller.report(&report);
        Ending::good(typed || report.missing == 0)
    }
}
