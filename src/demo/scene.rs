//! What a demo plays with: each step is said, each command shown and then run,
//! and what it prints is shown as it came.

use super::kernel;
use super::process::{Ended, Running};
use super::wait::{heard, soon};
use crate::hosted::Server;
use std::io;
use std::path::Path;
use std::process::Command;

/// A piece of what is to be shown.
pub enum Told<'a> {
    /// A fault's name and its symptom.
    Title(&'a str, &'a str),
    Gap,
    /// A sentence with its label.
    Point(&'a str, &'a str),
    /// What happens now.
    Note(&'a str),
    /// A command, as one would type it.
    Command(&'a str),
    /// What a program has written: raw bytes.
    Output(&'a [u8]),
}

/// Why a symptom was not seen: a sentence, with what was seen instead.
#[derive(Debug)]
pub struct Unseen(pub String);

impl From<io::Error> for Unseen {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// So often a server may get a port on which another one has just been.
const STARTS: usize = 20;

pub type Played<T = String> = Result<T, Unseen>;

pub struct Scene<'a> {
    pub program: &'a Path,
    pub tell: &'a mut dyn FnMut(Told),
}

impl Scene<'_> {
    pub fn note(&mut self, text: &str) {
        (self.tell)(Told::Note(text));
    }

    pub fn output(&mut self, bytes: &[u8]) {
        (self.tell)(Told::Output(bytes));
    }

    /// A server of ours on a free port, with these flags.
    pub fn serve(&mut self, flags: &str) -> Played<Server> {
        let words = own(flags, "127.0.0.1:0");
        (self.tell)(Told::Command(&format!("echostage {words} &")));
        let mut server = started(self.ours(&words))?;
        // The kernel gives away a port again within the minute of TIME_WAIT:
        // what its last server left would be shown as ours.
        for _ in 0..STARTS {
            if kernel::is_fresh(server.addr.port()) {
                break;
            }
            drop(server);
            server = started(self.ours(&words))?;
        }
        Ok(self.listening(server))
    }

    /// This program with these words, which make it a server.
    pub fn start(&mut self, words: &str) -> Played<Server> {
        (self.tell)(Told::Command(&format!("echostage {words} &")));
        let server = started(self.ours(words))?;
        Ok(self.listening(server))
    }

    /// The same after what a shell does before: `ulimit -n 20`.
    pub fn start_after(&mut self, before: &str, words: &str) -> Played<Server> {
        let line = format!("({before}; exec echostage {words}) &");
        (self.tell)(Told::Command(&line));
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &format!("{before}; exec \"$0\" \"$@\"")]);
        command.arg(self.program).args(words.split_whitespace());
        let server = started(command)?;
        Ok(self.listening(server))
    }

    fn ours(&self, words: &str) -> Command {
        let mut command = Command::new(self.program);
        command.args(words.split_whitespace());
        command
    }

    fn listening(&mut self, server: Server) -> Server {
        self.output(format!("listening on {}\n", server.addr).as_bytes());
        server
    }

    /// Runs a line in a shell, and waits for its end.
    pub fn run(&mut self, line: &str) -> Played<Ended> {
        (self.tell)(Told::Command(line));
        let ended = Running::begin(self.program, line)?.end();
        self.output(ended.text.as_bytes());
        Ok(ended)
    }

    /// Starts a line in a shell; it is ended when it is dropped.
    pub fn begin(&mut self, line: &str) -> Played<Running> {
        (self.tell)(Told::Command(&format!("{line} &")));
        Ok(Running::begin(self.program, line)?)
    }

    /// Waits for a background command, and shows what it has printed.
    pub fn end(&mut self, running: Running) -> Ended {
        let ended = running.end();
        self.output(ended.text.as_bytes());
        ended
    }

    /// Shows the lines of the server's log that have one of these words; waits
    /// until each of them is there.
    pub fn log(&mut self, server: &Server, words: &[&str]) -> Played<()> {
        let text = heard(server, words)?;
        let has = |line: &&str| words.iter().any(|word| line.contains(word));
        let lines: Vec<&str> = text.lines().filter(has).collect();
        self.output(lines.join("\n").as_bytes());
        Ok(())
    }

    /// Waits until this server has ended by itself, and tells how.
    pub fn fate(&mut self, mut server: Server) -> Played {
        let fate = soon("the end of the naive server", || server.fate())?;
        let (how, words) = fate.split_once(" (\"").unwrap_or((&fate, ""));
        let words = words.trim_end_matches("\")");
        let words = words.rsplit(": ").next().unwrap_or_default();
        let silent = words.is_empty() || words.starts_with("listening on");
        self.note(&match silent {
            true => format!("Naive: {how}."),
            false => format!("Naive: {how}: {words}."),
        });
        Ok(fate)
    }
}

fn started(command: Command) -> Played<Server> {
    Server::that_says(command).map_err(|why| Unseen(why.to_string()))
}

/// The flags of a server of ours, and where it listens.
pub fn own(flags: &str, listen: &str) -> String {
    let gap = if flags.is_empty() { "" } else { " " };
    format!("{flags}{gap}--listen {listen}")
}
