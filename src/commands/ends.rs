//! The two ends of the client: a person who types or a pipe, a terminal or
//! whatever takes bytes.

use super::above::Above;
use super::typing;
use crate::cli::Client;
use crate::client::{Escaped, Input, Lines, Output, Raw, Teller, Trouble};
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::process::exit;

/// Where words come from, and where they go.
pub struct Ends {
    pub input: Box<dyn Read + Send>,
    pub output: Box<dyn Output>,
    /// The editor has the terminal, and shows what arrives above its line.
    pub above: Option<Above>,
}

pub fn ends(flags: &Client, teller: &Teller) -> Result<Ends, Trouble> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let listens_only = flags.target.is_none() && flags.udp.listens();
    let edits = stdin.is_terminal()
        && io::stderr().is_terminal()
        && !dumb
        && !listens_only
        && !(flags.raw && stdout.is_terminal());
    let shows = stdout.is_terminal() && !flags.raw;
    let plain = || -> Result<Box<dyn Output>, Trouble> {
        if shows {
            return Ok(Box::new(Escaped::new(io::stdout())));
        }
        Ok(Box::new(Raw::new(unbuffered().map_err(|e| {
            Trouble::world(format!("cannot write to the output: {e}"))
        })?)))
    };
    if !edits {
        return Ok(Ends {
            input: Box::new(stdin),
            output: plain()?,
            above: None,
        });
    }
    let (typed, above) = typing::open(|| exit(130))?;
    teller.turn_to(above.clone());
    Ok(Ends {
        input: Box::new(typed),
        output: if shows {
            Box::new(Lines::new(above.clone()))
        } else {
            plain()?
        },
        above: Some(above),
    })
}

/// Standard input, where it is a pipe that the kernel can empty for us.
pub fn piped() -> Option<Box<dyn Input>> {
    #[cfg(target_os = "linux")]
    return Some(Box::new(crate::client::Spliced::new(io::stdin())?));
    #[cfg(not(target_os = "linux"))]
    None
}

/// std's standard output looks for a newline in all that passes.
#[cfg(unix)]
fn unbuffered() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn unbuffered() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}
