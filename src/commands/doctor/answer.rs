//! A person's answer to a question: only what was typed after it counts.

use crate::commands::Failure;
use crate::commands::timeline::show;
use std::io;

/// Only y or yes; the end of the input is no.
pub fn agreed(question: &str) -> Result<bool, Failure> {
    let failed = |e| {
        Failure::start(format!("cannot read your answer: {e}; nothing is done"))
    };
    forget().map_err(failed)?;
    show(&format!("{question} [y/N] "))?;
    let line = line().map_err(failed)?;
    if !line.ends_with(b"\n") {
        show("\n")?;
    }
    let word = String::from_utf8_lossy(&line).trim().to_lowercase();
    let agreed = word == "y" || word == "yes";
    if !agreed {
        show("left as it is\n")?;
    }
    Ok(agreed)
}

/// What was typed before the question answers another one.
#[cfg(unix)]
fn forget() -> io::Result<()> {
    use rustix::termios::{QueueSelector, tcflush};
    Ok(tcflush(rustix::stdio::stdin(), QueueSelector::IFlush)?)
}

/// Without a buffer of ours, which would keep what comes behind it.
#[cfg(unix)]
fn line() -> io::Result<Vec<u8>> {
    let (mut line, mut byte) = (Vec::new(), [0; 1]);
    loop {
        match rustix::io::read(rustix::stdio::stdin(), &mut byte) {
            Err(rustix::io::Errno::INTR) => (),
            Ok(0) => return Ok(line),
            Ok(_) => line.push(byte[0]),
            Err(e) => return Err(e.into()),
        }
        if line.ends_with(b"\n") {
            return Ok(line);
        }
    }
}

/// Elsewhere no process is found, so nothing is asked.
#[cfg(not(unix))]
fn forget() -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn line() -> io::Result<Vec<u8>> {
    Ok(vec![])
}
