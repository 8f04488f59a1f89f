//! Full duplex: one thread copies our input to the socket, another the socket
//! to our output. Done when the peer has ended.

use super::ending::{Ending, Trouble, is_timeout};
use super::input::Input;
use super::output::{Output, Pulled};
use super::sender::Sender;
use super::state::{State, Why};
use super::teller::Teller;
use super::verdict::{End, judge};
use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As much as one call moves.
pub const PIECE: usize = 64 * 1024;

/// A line that came in pieces is put together for so long.
const PAUSE: Duration = Duration::from_millis(20);

pub struct Talk {
    pub teller: Teller,
    pub output: Box<dyn Output>,
    /// The output shows lines: it is told of each pause.
    pub pauses: bool,
    /// A person types the input: it is not waited for.
    pub typed: bool,
    pub timeout: Option<Duration>,
}

impl Talk {
    /// Copies both ways until the peer has ended.
    pub fn run(
        mut self,
        stream: TcpStream,
        input: Box<dyn Input>,
    ) -> Result<Ending, Trouble> {
        let peer = stream.peer_addr().map_err(Trouble::world)?;
        let stream = Arc::new(stream);
        let sender = Sender::start(stream.clone(), input, self.teller.clone())?;
        let mut heard = 0;
        let end = self.hear(&stream, &sender, &mut heard);
        // What came is worth more than how it ended.
        let _ = self.output.end();
        let sent = sender.settle(self.typed);
        if matches!(end, End::Peer) && !sent.ended {
            let why = "the peer has ended";
            self.teller.state(&State::Closing { why });
        }
        let result = judge(peer, end, &sent, heard, stream.take_error());
        let state = match &result {
            Ok(_) => State::Unconnected {
                why: Why::Over { out: sent.out, r#in: heard },
            },
            Err((why, _)) => State::failed(why),
        };
        self.teller.state(&state);
        result.map_err(|(_, trouble)| trouble)
    }

    fn hear(
        &mut self,
        stream: &TcpStream,
        sender: &Sender,
        heard: &mut u64,
    ) -> End {
        let mut bytes = vec![0; PIECE];
        let mut wait = self.timeout;
        let mut set = None;
        let mut open = false; // a line has begun
        loop {
            let next = if open { Some(PAUSE) } else { wait };
            if next != set {
                if let Err(e) = stream.set_read_timeout(next) {
                    return End::Reset(e);
                }
                set = next;
            }
            let (result, shown) = match self.output.pull(stream) {
                Pulled::Cannot => ((&mut &*stream).read(&mut bytes), false),
                Pulled::Read(result) => (result, true),
                Pulled::Broken(e) => return End::Output(e),
            };
            match result {
                Ok(0) => return End::Peer,
                Ok(n) => {
                    *heard += n as u64;
                    sender.heard();
                    wait = self.timeout;
                    if shown {
                        continue;
                    }
                    if let Err(e) = self.output.show(&bytes[..n]) {
                        return End::Output(e);
                    }
                    open = self.pauses && bytes[n - 1] != b'\n';
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Err(e) if is_timeout(&e) && open => {
                    open = false;
                    if let Err(e) = self.output.pause() {
                        return End::Output(e);
                    }
                }
                Err(e) if is_timeout(&e) => match self.left(sender) {
                    Err(most) => return End::Silent(most),
                    left => wait = left.unwrap_or(wait),
                },
                Err(e) => return End::Reset(e),
            }
        }
    }

    /// How long the peer may still be silent; an error when it was too long.
    fn left(&self, sender: &Sender) -> Result<Option<Duration>, Duration> {
        let Some(most) = self.timeout else { return Ok(None) };
        let Some(since) = sender.waits_since() else { return Ok(Some(most)) };
        let left = (since + most).saturating_duration_since(Instant::now());
        if left.is_zero() { Err(most) } else { Ok(Some(left)) }
    }
}
