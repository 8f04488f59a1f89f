//! How a conversation ended, and what is to be said of it.

use super::ending::{Ending, Trouble, is_reset, reason};
use super::sender::Sent;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

/// How the stream of the peer's words ended.
pub enum End {
    Peer,
    Reset(io::Error),
    Silent(Duration),
    Output(io::Error),
}

pub type Judged = Result<Ending, (String, Trouble)>;

/// What is to be said of it: a state, and what ends the process.
pub fn judge(
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
