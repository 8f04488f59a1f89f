//! The half of a connection that says something: our input to the socket.

use super::ending::Trouble;
use super::input::{Fed, Input};
use super::state::State;
use super::teller::Teller;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A write ends within it where the peer is gone, and never where the peer
/// does not read.
const MOMENT: Duration = Duration::from_millis(100);

/// What of it came to pass.
#[derive(Default)]
pub struct Sent {
    /// Bytes that the socket took.
    pub out: u64,
    /// Pieces of input that came, and those that the socket took.
    begun: u64,
    done: u64,
    /// There was more that the socket did not take.
    pub left: bool,
    /// The socket took no more.
    failed: bool,
    /// The input is over, and the peer was told so.
    pub ended: bool,
    /// Why the input can't be read any more.
    pub input: Option<io::Error>,
    /// When the peer was first owed an answer that it has not begun.
    waits_since: Option<Instant>,
}

/// A handle on the thread; the thread itself may read a terminal for ever.
pub struct Sender(Arc<(Mutex<Sent>, Condvar)>);

impl Sender {
    pub fn start(
        stream: Arc<TcpStream>,
        input: Box<dyn Input>,
        teller: Teller,
    ) -> Result<Self, Trouble> {
        let ours = Self(Arc::default());
        let theirs = Self(ours.0.clone());
        thread::Builder::new()
            .name("sender".into())
            .spawn(move || theirs.send(&stream, input, &teller))
            .map_err(Trouble::no_thread)?;
        Ok(ours)
    }

    fn send(
        &self,
        stream: &TcpStream,
        mut input: Box<dyn Input>,
        teller: &Teller,
    ) {
        let mut begun = || {
            let mut sent = self.sent();
            sent.begun += 1;
            sent.waits_since.get_or_insert_with(Instant::now);
        };
        loop {
            let fed = input.feed(stream, &mut begun);
            let mut sent = self.sent();
            match fed {
                Fed::Moved(n) => {
                    sent.out += n;
                    sent.done = sent.begun;
                }
                Fed::End => break,
                Fed::Unread(e) => {
                    sent.input = Some(e);
                    break;
                }
                Fed::Refused => sent.failed = true,
            }
            self.0.1.notify_all();
            if sent.failed {
                return;
            }
        }
        teller.state(&State::Closing { why: "end of input" });
        let mut sent = self.sent();
        sent.ended = true;
        sent.begun = sent.done; // what seemed to come was the end
        sent.waits_since.get_or_insert_with(Instant::now);
        drop(sent);
        self.0.1.notify_all();
        // It may be over already; who reads will see that.
        let _ = stream.shutdown(Shutdown::Write);
    }

    fn sent(&self) -> MutexGuard<'_, Sent> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The peer said something. After the end of input it still owes its own.
    pub fn heard(&self) {
        let mut sent = self.sent();
        sent.waits_since = sent.ended.then(Instant::now);
    }

    pub fn waits_since(&self) -> Option<Instant> {
        self.sent().waits_since
    }

    /// How far it came, when the peer has ended. A write that is under way
    /// gets a moment, as does a pipe that may hold more; a person does not.
    pub fn settle(&self, typed: bool) -> Sent {
        let sent = self.sent();
        let before = sent.begun;
        let settled = self.0.1.wait_timeout_while(sent, MOMENT, |sent| {
            let goes_on = !sent.ended && !sent.failed;
            goes_on && (!typed || sent.begun > sent.done)
        });
        let (mut sent, _) = settled.unwrap_or_else(PoisonError::into_inner);
        sent.left = sent.begun > sent.done.min(before);
        std::mem::take(&mut *sent)
    }
}
