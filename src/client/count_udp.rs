//! Numbered messages over UDP: only so many are on their way, for nothing else
//! slows a sender down; each is waited for so long, and no longer.

use super::challenge::{Challenges, Heard};
use super::count::Count;
use super::ending::{Ending, Trouble, is_timeout};
use super::numbered;
use super::tally::Tally;
use super::teller::Teller;
use super::wire::Wire;
use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

/// So many are outstanding, and no more bytes than a socket's buffer holds by
/// default (socket(7), rmem_default: it counts the kernel's own needs, too).
const WINDOW: usize = 16;
const ROOM: usize = 64 * 1024;

struct Run<'a> {
    wire: &'a Wire,
    size: usize,
    timeout: Duration,
    tally: Tally,
    /// Who is waited for, and since when; the first longest.
    waiting: VecDeque<(u32, Instant)>,
    challenges: Challenges,
    message: Vec<u8>,
}

impl Count {
    pub fn over_udp(
        &self,
        wire: &Wire,
        teller: &Teller,
    ) -> Result<Ending, Trouble> {
        let start = Instant::now();
        let mut run = Run {
            wire,
            size: self.size,
            timeout: self.timeout.unwrap_or(Duration::from_secs(1)),
            tally: Tally::default(),
            waiting: VecDeque::new(),
            challenges: Challenges::default(),
            message: Vec::new(),
        };
        let window = (ROOM / self.size).clamp(1, WINDOW);
        let mut sent = 0;
        let mut bytes = vec![0; 65_536];
        while sent < self.count || !run.waiting.is_empty() {
            if sent < self.count && run.waiting.len() < window {
                run.send(sent as u32)?;
                run.waiting.push_back((sent as u32, Instant::now()));
                sent += 1;
            } else {
                run.wait(&mut bytes, sent, teller)?;
            }
        }
        run.tally.finish(sent, start.elapsed());
        teller.report(&run.tally);
        Ok(Ending::good(run.tally.is_well()))
    }
}

impl Run<'_> {
    fn send(&mut self, number: u32) -> Result<(), Trouble> {
        numbered::write(number, self.size, &mut self.message);
        self.wire.send(&self.message)
    }

    /// Waits for an answer, at most until the oldest is given up.
    fn wait(
        &mut self,
        bytes: &mut [u8],
        sent: u64,
        teller: &Teller,
    ) -> Result<(), Trouble> {
        let Some((_, since)) = self.waiting.front() else { return Ok(()) };
        let end = *since + self.timeout;
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            self.waiting.pop_front();
            return Ok(());
        }
        self.wire.set_timeout(left).map_err(Trouble::world)?;
        match self.wire.receive(bytes) {
            Ok((n, from)) if self.wire.expects(from) => {
                self.arrives(&bytes[..n], sent, teller)
            }
            Ok(_) => Ok(()), // a stranger
            Err(e) if is_nothing(&e) => Ok(()),
            Err(e) => Err(self.wire.explain(&e)),
        }
    }

    fn arrives(
        &mut self,
        bytes: &[u8],
        sent: u64,
        teller: &Teller,
    ) -> Result<(), Trouble> {
        match self.challenges.hear(bytes, Instant::now()) {
            Heard::Asks(answer) => {
                self.wire.send(&answer)?;
                teller.note("challenge: answered");
                for i in 0..self.waiting.len() {
                    self.send(self.waiting[i].0)?;
                    self.waiting[i].1 = Instant::now();
                }
                return Ok(());
            }
            Heard::Done => return Ok(()),
            Heard::Says => (),
        }
        let number = numbered::number(bytes);
        let at = self.waiting.iter().position(|(n, _)| Some(*n) == number);
        let late = at.and_then(|at| self.waiting.remove(at)).is_none();
        self.tally.came(bytes, sent, late);
        Ok(())
    }
}

fn is_nothing(error: &io::Error) -> bool {
    is_timeout(error) || error.kind() == ErrorKind::Interrupted
}
