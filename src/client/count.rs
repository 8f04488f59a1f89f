//! Numbered messages over TCP: one thread writes them, another checks what
//! comes back, as a stream knows no messages but those that we cut out of it.

use super::ending::{Ending, Trouble, is_reset, is_timeout, reason};
use super::numbered;
use super::tally::Tally;
use super::teller::Teller;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
pub struct Count {
    pub count: u64,
    pub size: usize,
    /// TCP: the longest silence. UDP: an answer is late after it.
    pub timeout: Option<Duration>,
}

impl Count {
    pub fn over_tcp(
        &self,
        stream: &TcpStream,
        teller: &Teller,
    ) -> Result<Ending, Trouble> {
        let set = stream.set_read_timeout(self.timeout);
        set.map_err(Trouble::world)?;
        let sent = AtomicU64::new(0);
        let start = Instant::now();
        let mut tally = Tally::default();
        let end = thread::scope(|scope| {
            let writer = thread::Builder::new().name("sender".into());
            writer
                .spawn_scoped(scope, || self.write(stream, &sent))
                .map_err(Trouble::no_thread)?;
            let end = self.check(stream, &mut tally);
            // Who writes shall not wait for who has gone.
            let _ = stream.shutdown(Shutdown::Both);
            Ok(end)
        })?;
        tally.finish(sent.load(Relaxed), start.elapsed());
        teller.report(&tally);
        match end {
            Ok(()) => {
                let all = tally.sent == self.count;
                Ok(Ending::good(all && tally.is_well()))
            }
            Err(e) if is_reset(&e) => {
                Err(Trouble::world("the peer reset the connection"))
            }
            Err(e) if is_timeout(&e) => Err(Trouble::world(format!(
                "no answer for {:.1} s; a longer --timeout waits longer",
                self.timeout.unwrap_or_default().as_secs_f64()
            ))),
            Err(e) => Err(Trouble::world(reason(&e))),
        }
    }

    fn write(&self, mut stream: &TcpStream, sent: &AtomicU64) {
        let mut bytes = Vec::new();
        for number in 0..self.count {
            numbered::write(number as u32, self.size, &mut bytes);
            sent.store(number + 1, Relaxed);
            if stream.write_all(&bytes).is_err() {
                return; // who reads sees why
            }
        }
        // It may be over already; who reads sees that.
        let _ = stream.shutdown(Shutdown::Write);
    }

    /// Cuts the stream into messages, to its end.
    fn check(
        &self,
        mut stream: &TcpStream,
        tally: &mut Tally,
    ) -> io::Result<()> {
        let mut bytes = vec![0; self.size.max(64 * 1024)];
        let (mut held, mut at) = (0, 0);
        loop {
            match stream.read(&mut bytes[held..]) {
                Ok(0) => break,
                Ok(n) => held += n,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            }
            let whole = held - held % self.size;
            for message in bytes[..whole].chunks(self.size) {
                self.one(message, at, tally);
                at += self.size as u64;
            }
            bytes.copy_within(whole..held, 0);
            held -= whole;
        }
        if held > 0 {
            self.one(&bytes[..held], at, tally); // cut off
        }
        Ok(())
    }

    fn one(&self, message: &[u8], at: u64, tally: &mut Tally) {
        let expected = tally.expected();
        let came = tally.came(message, self.count, false);
        if came.is_some() || tally.first_difference.is_some() {
            return;
        }
        let mut right = Vec::new();
        numbered::write(expected, self.size, &mut right);
        let same = right.iter().zip(message).take_while(|(a, b)| a == b);
        tally.first_difference = Some(at + same.count() as u64);
    }
}
