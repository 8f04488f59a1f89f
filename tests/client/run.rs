//! Our client as a process: what goes in, what comes out, how it ends.

use crate::common::{Log, Process, until};
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::{self, JoinHandle};

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Option<JoinHandle<Vec<u8>>>,
    /// Its standard error.
    pub told: Log,
}

/// A client that has ended.
#[derive(Debug)]
pub struct Ended {
    /// None: a signal ended it.
    pub code: Option<i32>,
    pub output: Vec<u8>,
    pub told: Vec<String>,
}

impl Client {
    /// Arguments as one would type them after `echostage client`.
    pub fn start(args: &str) -> Self {
        Self::start_to(args, Stdio::piped())
    }

    /// With another standard output.
    pub fn start_to(args: &str, output: impl Into<Stdio>) -> Self {
        Self::start_between(args, Stdio::piped(), output)
    }

    /// With another standard input, too.
    pub fn start_between(
        args: &str,
        input: impl Into<Stdio>,
        output: impl Into<Stdio>,
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
        command.arg("client").args(args.split_whitespace());
        command.stdin(input).stderr(Stdio::piped());
        let mut child = command.stdout(output).spawn().unwrap();
        let told = Log::collect(child.stderr.take().unwrap());
        let output = child.stdout.take().map(|mut stdout| {
            thread::spawn(move || {
                let mut bytes = Vec::new();
                stdout.read_to_end(&mut bytes).unwrap();
                bytes
            })
        });
        let input = child.stdin.take();
        Self { child, input, output, told }
    }

    pub fn say(&mut self, bytes: impl AsRef<[u8]>) {
        self.input.as_mut().unwrap().write_all(bytes.as_ref()).unwrap();
    }

    /// The end of its input, after these bytes; it may leave before it has
    /// read them all.
    pub fn say_all(&mut self, bytes: impl Into<Vec<u8>>) {
        let mut input = self.input.take().unwrap();
        let bytes = bytes.into();
        thread::spawn(move || drop(input.write_all(&bytes)));
    }

    pub fn process(&self) -> Process {
        Process(self.child.id())
    }

    /// Waits for its end; the input stays as it is.
    pub fn ends(mut self) -> Ended {
        let status = until("the client's end", || {
            self.child.try_wait().unwrap().map(|s| s.code())
        });
        self.told.wait_end();
        let output = self.output.take().map(|o| o.join().unwrap());
        Ended {
            code: status,
            output: output.unwrap_or_default(),
            told: self.told.lines(),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        drop(self.child.kill()); // it may be gone already
        drop(self.child.wait());
    }
}

/// Runs it to its end with all of this input.
pub fn client(args: &str, input: impl Into<Vec<u8>>) -> Ended {
    let mut client = Client::start(args);
    client.say_all(input);
    client.ends()
}

impl Ended {
    #[track_caller]
    pub fn with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "told:\n{}", self.told.join("\n"));
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.output).into_owned()
    }

    /// The last line on its standard error.
    pub fn last(&self) -> &str {
        self.told.last().map_or("", |line| line)
    }

    /// The states, without the clock in front; fails without one.
    pub fn states(&self) -> Vec<&str> {
        let state = |line: &'_ String| -> bool {
            let (clock, _) = line.split_at_checked(7).unwrap_or_default();
            let seconds = clock.trim().parse::<f64>();
            seconds.is_ok() && clock.ends_with(' ')
        };
        let states = self.told.iter().filter(|line| state(line));
        states.map(|line| &line[7..]).collect()
    }
}
