//! N connections at once, and the last one speaks first: who serves in the
//! order of arrival shows it here.

use super::{Ending, Stage, Trouble};
use crate::client::ending::{advice, is_reset, is_timeout, reason};
use crate::net;
use serde::Serialize;
use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How it went for them all.
#[derive(Default, Serialize)]
#[serde(tag = "report", rename = "many")]
struct Crowd {
    connected: usize,
    answered: usize,
    turned_away: usize,
    /// Closed or reset by the peer, without a word of why.
    closed: usize,
    silent: usize,
    /// Why there are no more connections.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { connected, answered, turned_away, closed, silent, why } =
            self;
        write!(
            f,
            "{connected} connected  {answered} answered  {turned_away} turned \
             away  {closed} closed  {silent} silent"
        )?;
        match why {
            Some(why) => write!(f, "\nno more connections: {why}"),
            None => Ok(()),
        }
    }
}

/// No answer of one line needs more than this.
const MOST: usize = 64 * 1024;

pub fn run(stage: Stage) -> Result<Ending, Trouble> {
    // Without more there are fewer connections, and the report says so.
    let _ = net::raise_descriptors();
    let first = stage.dial.connect(&stage.teller)?;
    let peer = first.peer_addr().map_err(Trouble::world)?;
    let mut streams = vec![first];
    let mut why = None;
    while streams.len() < stage.number as usize {
        match stage.dial.to(peer) {
            Ok(stream) => streams.push(stream),
            Err(e) => {
                why = Some(format!("{}: {}", reason(&e), advice(peer, &e)));
                break;
            }
        }
    }
    for (n, stream) in streams.iter_mut().enumerate().rev() {
        // Who was turned away already shows when it reads.
        let _ = stream.write_all(line(n + 1).as_bytes());
    }
    let connected = streams.len();
    let mut crowd = Crowd { connected, why, ..Crowd::default() };
    let until = Instant::now() + stage.timeout;
    for (n, stream) in streams.iter_mut().enumerate() {
        *match hear(stream, line(n + 1).as_bytes(), until) {
            Fate::Answered => &mut crowd.answered,
            Fate::TurnedAway => &mut crowd.turned_away,
            Fate::Closed => &mut crowd.closed,
            Fate::Silent => &mut crowd.silent,
        } += 1;
    }
    stage.teller.report(&crowd);
    Ok(Ending::good(crowd.answered == stage.number as usize))
}

fn line(n: usize) -> String {
    format!("hello {n}\n")
}

enum Fate {
    Answered,
    TurnedAway,
    Closed,
    Silent,
}

/// Waits for the line, or for anything that ends with it.
fn hear(stream: &mut TcpStream, line: &[u8], until: Instant) -> Fate {
    let mut heard = Vec::new();
    let mut bytes = [0; 1024];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        // Who has answered by now is heard, also after the time.
        let ready = match left {
            Duration::ZERO => stream.set_nonblocking(true),
            left => stream.set_read_timeout(Some(left)),
        };
        if ready.is_err() {
            return Fate::Closed;
        }
        match stream.read(&mut bytes) {
            Ok(0) => return ended(&heard),
            Ok(n) => heard.extend_from_slice(&bytes[..n]),
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) if is_timeout(&e) => return Fate::Silent,
            Err(e) if is_reset(&e) => return ended(&heard),
            Err(_) => return Fate::Silent,
        }
        if heard.ends_with(line) {
            return Fate::Answered;
        }
        if heard.len() > MOST {
            return Fate::Silent; // it talks, and not to us
        }
    }
}

/// A server of ours says why it does not serve.
fn ended(heard: &[u8]) -> Fate {
    if heard.starts_with(b"* turned away") {
        Fate::TurnedAway
    } else {
        Fate::Closed
    }
}
