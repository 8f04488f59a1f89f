//! What the board waits for: the server, the keys, the signals, each on a
//! thread of its own.

use crate::commands::Failure;
use crate::commands::watching::too_long;
use crate::trace::{FORMAT, Header, escape};
use crate::watch::{LONGEST, Message, State, clean};
use crossbeam_channel::Sender;
use ratatui::crossterm::event::{self, Event};
use serde::de::DeserializeOwned;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// A server lets us in within this time, unless it is stopped.
const PATIENCE: Duration = Duration::from_secs(5);

pub enum News {
    State(Box<State>),
    Bye(String),
    /// The server has ended.
    End,
    Typed(Event),
    Signal(i32),
}

/// Connects to a server, and tells all that comes from it.
pub fn listen(path: &Path, tell: Sender<News>) -> Result<Header, Failure> {
    let name = path.display();
    let away = |why: &str| Failure {
        code: 3,
        text: format!("cannot watch {name}: {why}"),
    };
    let stranger = || {
        Failure::start(format!(
            "cannot watch {name}: no echostage server of our version answers"
        ))
    };
    let stream = UnixStream::connect(path).map_err(|e| {
        away(&match e.kind() {
            ErrorKind::InvalidInput => too_long(path),
            _ => why(&e),
        })
    })?;
    let silent = "the server lets nobody in: is it stopped (Ctrl-Z)?";
    stream.set_read_timeout(Some(PATIENCE)).map_err(|e| away(&why(&e)))?;
    let mut lines = BufReader::new(stream);
    let mut header: Header = match next(&mut lines) {
        Ok(Some(header)) => header,
        Ok(None) => return Err(stranger()),
        Err(e) if e.kind() == ErrorKind::WouldBlock => {
            return Err(away(silent));
        }
        Err(e) => return Err(away(&why(&e))),
    };
    if header.echostage != FORMAT {
        return Err(stranger());
    }
    clean(&mut header);
    let forever = lines.get_ref().set_read_timeout(None);
    forever.map_err(Failure::start)?;
    let reader = thread::Builder::new().name("news".into());
    reader
        .spawn(move || {
            // Whoever draws may have ended; then nobody wants to know.
            while let Ok(()) = tell.send(message(&mut lines)) {}
        })
        .map_err(Failure::start)?;
    Ok(header)
}

fn message(lines: &mut impl BufRead) -> News {
    match next(lines) {
        Ok(Some(Message::State(mut state))) => {
            state.clean();
            News::State(state)
        }
        Ok(Some(Message::Bye(why))) => News::Bye(escape(why.as_bytes(), 200)),
        Ok(None) => News::Bye("what came is no echostage server's".into()),
        Err(_) => News::End,
    }
}

/// The next line; None where it is not what we expect. An error: no more come.
fn next<T: DeserializeOwned>(
    lines: &mut impl BufRead,
) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    let read = lines.take(LONGEST).read_until(b'\n', &mut line);
    if read? == 0 {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    if line.last() != Some(&b'\n') && line.len() < LONGEST as usize {
        return Err(ErrorKind::UnexpectedEof.into()); // the server's last words
    }
    Ok(serde_json::from_slice(&line).ok())
}

fn why(error: &io::Error) -> String {
    let advice = match error.kind() {
        ErrorKind::NotFound => {
            "no server has made it; start one with --watch and this path"
        }
        ErrorKind::ConnectionRefused => {
            "nobody listens there; start a server with --watch and this path"
        }
        ErrorKind::PermissionDenied => {
            "only who has started the server may watch it"
        }
        _ => "start a server with --watch and this path",
    };
    format!("{error}; {advice}")
}

pub fn listen_to_keys(tell: Sender<News>) -> io::Result<()> {
    thread::Builder::new().name("keys".into()).spawn(move || {
        // An error: the terminal is gone, and SIGHUP ends us.
        while let Ok(event) = event::read() {
            if tell.send(News::Typed(event)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

pub fn listen_to_signals(tell: Sender<News>) -> io::Result<()> {
    let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCONT];
    let mut signals = Signals::new(all)?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if tell.send(News::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
