//! Full duplex: one thread copies our input to the socket, another the socket
//! to our output. Done when the peer has ended.

use super::ending::{Ending, Trouble, is_reset, is_timeout, reason};
use super::output::Output;
use super::sender::{Sender, Sent};
use super::state::{State, Why};
use super::teller::Teller;
use std::io::{self, ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
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

/// How the stream of the peer's words ended.
enum End {
    Peer,
    Reset(io::Error),
    Silent(Duration),
    Output(io::Error),
}

impl Talk {
    /// Copies both ways until the peer has ended.
    pub fn run(
        mut self,
        stream: TcpStream,
        input: Box<dyn Read + Send>,
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
            match (&mut &*stream).read(&mut bytes) {
                Ok(0) => return End::Peer,
                Ok(n) => {
                    *heard += n as u64;
                    sender.heard();
                    wait = self.timeout;
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

type Judged = Result<Ending, (String, Trouble)>;

/// What is to be said of it: a state, and what ends the process.
fn judge(
    peer: SocketAddr,
    end: End,
    sent: &Sent,
    heard: u64,
    error: io::Result<Option<io::Error>>,
) -> Judged {
    let short = |why: String, text: String| Err((why, Trouble::world(text)));
    if let Some(e) = &sent.input {
        let why = format!("cannot read the input: {}", reason(e));
        return short(why.clone(), why);
    }
    match end {
        End::Output(e) if e.kind() == ErrorKind::BrokenPipe => {
            Ok(Ending::AsExpected)
        }
        End::Output(e) => {
            let why = format!("cannot write the output: {}", reason(&e));
            short(why.clone(), why)
        }
        End::Silent(most) => {
            let why = format!("no answer for {:.1} s", most.as_secs_f64());
            short(
                why.clone(),
                format!("{peer}: {why}; a longer --timeout waits longer"),
            )
        }
        End::Reset(e) if is_reset(&e) => short(
            reason(&e),
            format!(
                "{peer} reset the connection after {heard} B in: it died, or \
                 closed without reading all that we sent"
            ),
        ),
        End::Reset(e) => short(reason(&e), format!("{peer}: {}", reason(&e))),
        End::Peer if !sent.left && matches!(error, Ok(None)) => {
            Ok(Ending::AsExpected)
        }
        End::Peer => short(
            "the peer ended before it took all of our input".into(),
            format!(
                "{peer} ended after {heard} B in, before it took all of our \
                 input"
            ),
        ),
    }
}
