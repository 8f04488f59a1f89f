//! Talks to a server: flags in, an exit code out, and the terminal as it was.

use super::ends::{Ends, ends, piped};
use super::{Failure, terminal};
use crate::cli::Client;
use crate::client::mischief::Stage;
use crate::client::{
    Copied, Count, Datagrams, Dial, Ear, Ending, Manner, Talk, Target, Teller,
    Trouble, Udp,
};
use std::io::{self, IsTerminal, Write};
use std::process::exit;
use std::time::Duration;

pub fn run(flags: Client) -> Result<(), Failure> {
    let modes = terminal::modes().ok();
    let restore = move || {
        if let Some(modes) = &modes {
            terminal::restore(modes, false);
        }
    };
    let on_ctrl_c = restore.clone();
    ctrlc::set_handler(move || {
        on_ctrl_c();
        // The terminal has shown ^C: the shell's prompt begins a line.
        if io::stderr().is_terminal() {
            let _ = io::stderr().write_all(b"\n"); // it may be gone
        }
        exit(130)
    })
    .map_err(Failure::start)?;
    let manner = Manner { quiet: flags.quiet, json: flags.json };
    let teller = Teller::new(manner, io::stderr());
    let result = play(&flags, &teller);
    restore();
    match result {
        Ok(Ending::AsExpected) => Ok(()),
        Ok(Ending::FellShort) => exit(1),
        Err(trouble) if flags.json => {
            teller.turn_to(io::stderr());
            teller.report(&trouble);
            exit(trouble.code)
        }
        Err(Trouble { code, text }) => Err(Failure { code, text }),
    }
}

/// Which of its ways the client goes.
fn play(flags: &Client, teller: &Teller) -> Result<Ending, Trouble> {
    flags.check().map_err(Trouble::words)?;
    let dial = Dial {
        target: target(flags)?,
        bind: flags.bind,
        timeout: flags.connect_timeout,
        retry: flags.retry,
        small: false,
    };
    if let Some((row, number)) = flags.mischief.0 {
        let teller = teller.hushed();
        let timeout = flags.timeout.unwrap_or(Duration::from_secs(5));
        let udp = flags.udp.any().then(|| udp(flags));
        return row.play(Stage { dial, teller, timeout, number, die, udp });
    }
    if let Some(count) = flags.count {
        let size = flags.size.unwrap_or(64);
        let count = Count { count, size, timeout: flags.timeout };
        if flags.udp.any() {
            let wire = udp(flags).open(&dial, teller)?;
            return count.over_udp(&wire, teller);
        }
        return count.over_tcp(&dial.connect(teller)?, teller);
    }
    let ends = ends(flags, teller)?;
    let above = ends.above.clone();
    let result = if flags.udp.any() {
        datagrams(flags, &dial, ends, teller)
    } else {
        stream(flags, &dial, ends, teller)
    };
    if let Some(above) = above {
        above.settle();
    }
    result
}

fn stream(
    flags: &Client,
    dial: &Dial,
    ends: Ends,
    teller: &Teller,
) -> Result<Ending, Trouble> {
    let stream = dial.connect(teller)?;
    let typed = ends.above.is_some();
    let input = if typed { None } else { piped() };
    let input = input.unwrap_or_else(|| Box::new(Copied::new(ends.input)));
    let talk = Talk {
        teller: teller.clone(),
        output: ends.output,
        pauses: typed,
        typed: io::stdin().is_terminal(),
        timeout: flags.timeout,
    };
    talk.run(stream, input)
}

fn datagrams(
    flags: &Client,
    dial: &Dial,
    ends: Ends,
    teller: &Teller,
) -> Result<Ending, Trouble> {
    let listens_only = flags.target.is_none() && flags.udp.listens();
    let group = flags
        .udp
        .join
        .iter()
        .map(|group| Ear::Group(*group, flags.udp.interface.clone()));
    let broadcast = flags.udp.listen_broadcast.iter();
    let broadcast = broadcast.map(|addr| Ear::Broadcast(*addr));
    let wire = (!listens_only).then(|| udp(flags).open(dial, teller));
    let datagrams = Datagrams {
        wire: wire.transpose()?,
        teller: teller.clone(),
        output: ends.output,
        ears: group.chain(broadcast).collect(),
        timeout: flags.timeout,
        heartbeat: flags.udp.heartbeat,
        typed: io::stdin().is_terminal(),
    };
    // A pipe's end is no reason to stop listening; a person's Ctrl-D is.
    let reads = !listens_only || datagrams.typed;
    datagrams.run(reads.then_some(ends.input))
}

fn udp(flags: &Client) -> Udp {
    Udp {
        connected: flags.udp.connected,
        broadcast: flags.udp.broadcast,
        interface: flags.udp.interface.clone(),
    }
}

fn target(flags: &Client) -> Result<Target, Trouble> {
    let here = || "127.0.0.1".parse().map_err(Trouble::words);
    flags.target.clone().map_or_else(here, Ok)
}

/// Ends us as a crash would: nothing of ours is put right.
fn die() {
    #[cfg(unix)]
    {
        use rustix::process::{Signal, getpid, kill_process};
        // A signal to ourselves: there is nobody else it could not reach.
        let _ = kill_process(getpid(), Signal::KILL);
    }
    #[cfg(not(unix))]
    std::process::abort();
}
