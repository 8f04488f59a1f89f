//! Talks to a server: flags in, an exit code out, and the terminal as it was.

use super::{Failure, terminal};
use crate::cli::Client;
use crate::client::{
    self, Dial, Ending, Escaped, Lines, Manner, Output, Raw, Talk, Target,
    Teller, Trouble,
};
use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::process::exit;

pub fn run(flags: Client) -> Result<(), Failure> {
    let modes = terminal::modes().ok();
    let restore = move || {
        if let Some(modes) = &modes {
            terminal::restore(modes);
        }
    };
    let on_ctrl_c = restore.clone();
    ctrlc::set_handler(move || {
        on_ctrl_c();
        exit(130)
    })
    .map_err(Failure::start)?;
    let result = talk(&flags);
    restore();
    match result {
        Ok(Ending::AsExpected) => Ok(()),
        Ok(Ending::FellShort) => exit(1),
        Err(Trouble { code, text }) => Err(Failure { code, text }),
    }
}

/// Where words come from, and where they go.
struct Ends {
    input: Box<dyn Read + Send>,
    output: Box<dyn Output>,
    teller: Teller,
    /// The editor has the terminal, and shows what arrives above its line.
    above: Option<client::Above>,
}

fn talk(flags: &Client) -> Result<Ending, Trouble> {
    let manner = Manner { quiet: flags.quiet, json: flags.json };
    let ends = ends(flags, manner)?;
    let dial = Dial {
        target: target(flags)?,
        bind: flags.bind,
        timeout: flags.connect_timeout,
        retry: flags.retry,
        small: false,
    };
    let talk = Talk {
        teller: ends.teller.clone(),
        output: ends.output,
        pauses: ends.above.is_some(),
        typed: io::stdin().is_terminal(),
        timeout: flags.timeout,
    };
    let stream = dial.connect(&ends.teller)?;
    let result = talk.run(stream, ends.input);
    if let Some(above) = ends.above {
        above.settle();
    }
    result
}

fn target(flags: &Client) -> Result<Target, Trouble> {
    let here = || "127.0.0.1".parse().map_err(Trouble::words);
    flags.target.clone().map_or_else(here, Ok)
}

fn ends(flags: &Client, manner: Manner) -> Result<Ends, Trouble> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let edits = stdin.is_terminal() && io::stderr().is_terminal() && !dumb;
    let shows = stdout.is_terminal() && !flags.raw;
    let plain = || -> Result<Box<dyn Output>, Trouble> {
        if shows {
            return Ok(Box::new(Escaped::new(io::stdout())));
        }
        Ok(Box::new(Raw(unbuffered().map_err(|e| {
            Trouble::world(format!("cannot write to the output: {e}"))
        })?)))
    };
    if !edits {
        return Ok(Ends {
            input: Box::new(stdin),
            output: plain()?,
            teller: Teller::new(manner, io::stderr()),
            above: None,
        });
    }
    let (typed, above) = client::open_editor(|| exit(130))?;
    Ok(Ends {
        input: Box::new(typed),
        output: if shows {
            Box::new(Lines::new(above.clone()))
        } else {
            plain()?
        },
        teller: Teller::new(manner, above.clone()),
        above: Some(above),
    })
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
