//! A server in step mode, and a script that goes on as we write it.

use crate::common::{Client, Log, PATIENCE, Server, Signal, until};
use rustix::process::{Pid, kill_process};
use std::io::Write;
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, Stdio};

pub struct Stepped {
    child: Child,
    script: Option<ChildStdin>,
    told: usize,
    pub out: Log,
    pub log: Log,
    pub addr: SocketAddr,
}

/// What the transcript shows after an order.
#[derive(Debug)]
pub struct Answer {
    pub text: Vec<String>,
    /// A line for each thread, as `1 held listener before accept`.
    pub rows: Vec<String>,
}

impl Stepped {
    pub fn start(args: &str) -> Self {
        Self::start_under("", args)
    }

    /// Started by another command, such as `prlimit --fsize=250`.
    pub fn start_under(wrapper: &str, args: &str) -> Self {
        let step = if args.contains("--step") { "" } else { "--step" };
        let args = format!("{step} {args}");
        let mut command = Server::command(wrapper, &args, "127.0.0.1:0");
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let out = Log::collect(child.stdout.take().unwrap());
        let log = Log::collect(child.stderr.take().unwrap());
        let line = out.wait_for("listening on ");
        let addr = line.strip_prefix("listening on ").unwrap();
        let addr = addr.parse().unwrap();
        let script = child.stdin.take();
        Self { child, script, told: 0, out, log, addr }
    }

    pub fn client(&self) -> Client {
        Client::connect(self.addr)
    }

    /// One that is inside: the listener has gone on to its next accept.
    pub fn inside(&mut self, acceptor: &str) -> Client {
        let client = self.client();
        self.tell(&format!("{acceptor} accept"));
        self.log.wait_for(&format!("{} accepted", client.name()));
        client
    }

    pub fn write(&mut self, lines: &str) {
        let script = self.script.as_mut().unwrap();
        script.write_all(lines.as_bytes()).unwrap();
    }

    /// Gives an order, and waits until everybody has come to rest.
    pub fn tell(&mut self, order: &str) -> Answer {
        self.write(&format!("{order}\n"));
        self.told += 1;
        let told = self.told;
        let answer = self.out.wait(PATIENCE, |lines| {
            let mut starts = (0..).zip(lines).filter(|l| l.1.starts_with("> "));
            let start = starts.nth(told - 1)?.0 + 1;
            let rest = &lines[start..];
            let head = rest.iter().position(|l| l.starts_with("-- "))?;
            let rows: Vec<_> = rest[head + 1..]
                .iter()
                .take(threads(&rest[head]))
                .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect();
            let text = rest[..head].to_vec();
            (rows.len() == threads(&rest[head]))
                .then_some(Answer { text, rows })
        });
        answer.unwrap_or_else(|| {
            panic!("no answer to {order:?}:\n{}", self.out.text())
        })
    }

    /// Standard input ends.
    pub fn end(&mut self) {
        self.script = None;
    }

    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id() as i32).unwrap();
        kill_process(pid, signal).unwrap();
    }

    pub fn exit_code(&mut self) -> Option<i32> {
        until("the server's exit", || self.child.try_wait().unwrap()).code()
    }
}

/// How many threads a block has, by its first line.
fn threads(head: &str) -> usize {
    let words: Vec<&str> = head.split_whitespace().collect();
    let count = |state: &str| {
        let at = words.iter().position(|word| word.starts_with(state))?;
        words[at - 1].parse::<usize>().ok()
    };
    ["held", "blocked", "running"].iter().filter_map(|s| count(s)).sum()
}

impl Answer {
    /// The row of this thread.
    pub fn row(&self, who: &str) -> &str {
        let found = self.rows.iter().find(|row| row.contains(who));
        found.unwrap_or_else(|| panic!("no {who} in {self:#?}"))
    }
}

impl Drop for Stepped {
    fn drop(&mut self) {
        drop(self.child.kill()); // it may be gone already
        drop(self.child.wait());
    }
}
