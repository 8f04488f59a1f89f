//! Why a client can't be served: a sentence for it, a word for the log.

use std::fmt;
use std::io;

pub enum Refusal {
    /// So many are inside: the limit.
    Full(usize),
    /// So many wait in our queue.
    QueueFull(usize),
    NoThread(io::Error),
    NoProcess(io::Error),
}

impl Refusal {
    /// Short enough for a line of the log.
    pub fn word(&self) -> String {
        match self {
            Self::Full(inside) => format!("full: {inside} inside"),
            Self::QueueFull(_) => "queue full".into(),
            Self::NoThread(_) => "no thread".into(),
            Self::NoProcess(_) => "no process".into(),
        }
    }

    /// What the operator should know of it.
    pub fn trouble(&self) -> Option<String> {
        match self {
            Self::NoThread(e) => Some(format!("cannot start a thread: {e}")),
            Self::NoProcess(e) => Some(format!("cannot start a process: {e}")),
            Self::Full(_) | Self::QueueFull(_) => None,
        }
    }
}

/// The line for the client, without its end.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("* turned away: ")?;
        match self {
            Self::Full(n) => write!(f, "the server is full ({n} inside)"),
            Self::QueueFull(n) => write!(f, "the queue is full ({n} wait)"),
            Self::NoThread(e) => write!(f, "no thread to serve you ({e})"),
            Self::NoProcess(e) => write!(f, "no process to serve you ({e})"),
        }?;
        f.write_str("; try again later")
    }
}
