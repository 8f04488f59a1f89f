//! Misbehaviour by name: one row and one file each. They teach what a server
//! must expect of strangers, and test any server.

mod actor;
mod drip;
mod flood;
mod half_close;
mod half_line;
mod many;
mod never_read;
mod reset;
mod silent;
mod udp_flood;
mod vanish;

use super::dial::Dial;
use super::ending::{Ending, Trouble};
use super::teller::Teller;
use super::udp::Udp;
use std::time::Duration;

/// What every act says, where it says a whole line.
const HELLO: &[u8] = b"hello\n";

/// What an act is given.
pub struct Stage {
    pub dial: Dial,
    pub teller: Teller,
    /// Ends every wait.
    pub timeout: Duration,
    /// What the flag says, where it takes a number.
    pub number: u64,
    /// Ends our process as a crash would.
    pub die: fn(),
    /// How datagrams are sent, if they are.
    pub udp: Option<Udp>,
}

/// A misbehaviour that a flag can name.
#[derive(Debug)]
pub struct Row {
    pub name: &'static str,
    pub help: &'static str,
    /// The number that it takes: its name, and the least and most.
    pub number: Option<(&'static str, u64, u64)>,
    /// It may take a server down: not for strangers' machines.
    pub harms: bool,
    run: fn(Stage) -> Result<Ending, Trouble>,
}

const fn row(
    name: &'static str,
    help: &'static str,
    run: fn(Stage) -> Result<Ending, Trouble>,
) -> Row {
    Row { name, help, number: None, harms: false, run }
}

pub const TABLE: &[Row] = &[
    row("silent", "Connect and say nothing", silent::run),
    row(
        "half-close",
        "Say hello, half-close, and read to the end",
        half_close::run,
    ),
    Row {
        number: Some(("MS", 0, 60_000)),
        ..row(
            "drip",
            "Say hello a byte every MS milliseconds, half-close",
            drip::run,
        )
    },
    row(
        "never-read",
        "Write until the peer takes no more, and read nothing",
        never_read::run,
    ),
    row("reset", "Say hello and reset (SO_LINGER 0)", reset::run),
    row(
        "vanish",
        "Say hello, read the answer, and die (SIGKILL): the kernel still \
         sends FIN. A pulled cable is something else: nothing is sent at all",
        vanish::run,
    ),
    row(
        "half-line",
        "Say half a line, and wait for what comes",
        half_line::run,
    ),
    Row {
        harms: true,
        ..row(
            "flood",
            "Write as fast as possible, read and drop all; also with --udp",
            flood::run,
        )
    },
    Row {
        number: Some(("N", 1, 60_000)),
        harms: true,
        ..row(
            "many",
            "N connections at once, all open before the first line; then one \
             line each, in reverse order",
            many::run,
        )
    },
];

impl Row {
    /// Plays it, where that is allowed.
    pub fn play(&self, stage: Stage) -> Result<Ending, Trouble> {
        if stage.udp.is_some() && self.name != "flood" {
            let name = self.name;
            return Err(Trouble::words(format!(
                "--{name} is about connections, and UDP has none; with --udp \
                 only --flood works"
            )));
        }
        if self.harms {
            stage.spare_strangers(self.name)?;
        }
        (self.run)(stage)
    }
}

impl Stage {
    fn spare_strangers(&self, name: &str) -> Result<(), Trouble> {
        let addrs = self.dial.lookup(&self.teller)?;
        match addrs.into_iter().find(|addr| !super::is_ours(*addr)) {
            None => Ok(()),
            Some(addr) => Err(Trouble::words(format!(
                "--{name} is for machines of your own, and {addr} is neither \
                 loopback nor private: take 127.0.0.1"
            ))),
        }
    }
}
