//! The operator's console, as a person sees it: in a terminal of 80 by 24.

#[path = "../common/mod.rs"]
mod common;

mod background;
mod children;
mod commands;
mod last_lines;
mod modes;
mod saying;
mod stuck;
mod typing;

use common::terminal::Terminal;
use common::{Client, until};
use rustix::process::{Pid, Signal, kill_process};
use std::net::SocketAddr;

pub const STAGES: [&str; 6] =
    ["single", "process", "threads", "pool", "bounded-pool", "prethread"];

pub struct Console {
    pub terminal: Terminal,
    pub addr: SocketAddr,
}

impl Console {
    /// A server in the foreground, with its prompt.
    pub fn open(args: &str) -> Self {
        let console = Self::run(&format!("echostage --listen :0 {args}"));
        console.terminal.rests_at(">");
        console
    }

    /// Whatever starts a server that tells its address on the screen.
    pub fn run(command: &str) -> Self {
        Self::run_in(Terminal::open(), command)
    }

    pub fn run_in(terminal: Terminal, command: &str) -> Self {
        let command = command.replace("--listen :0", "--listen 127.0.0.1:0");
        terminal.enter(&command);
        let addr = terminal.wait("an address", |screen| {
            let at = |l: &String| l.split("listening on ").nth(1)?.parse().ok();
            screen.iter().find_map(at)
        });
        Self { terminal, addr }
    }

    pub fn client(&self) -> Client {
        Client::connect(self.addr)
    }

    /// A client that is inside, as the log on the screen says.
    pub fn inside(&self) -> Client {
        let mut client = self.client();
        self.terminal.sees(&format!("{} accepted", client.name()));
        client.echo("hello\r\n");
        client
    }

    /// What one command printed: the lines after it, up to the next prompt.
    pub fn ask(&self, command: &str) -> Vec<String> {
        self.terminal.ask(command)
    }

    /// A signal for the server that runs in it.
    pub fn signal(&self, signal: Signal) {
        for server in self.terminal.servers() {
            let pid = Pid::from_raw(server.0 as i32).unwrap();
            kill_process(pid, signal).unwrap();
        }
    }

    /// Nobody listens any more, and the shell is back.
    pub fn is_gone(&self) {
        self.terminal.wait("the shell's prompt", |screen| {
            screen.last()?.ends_with("ready$").then_some(())
        });
        until("a port on which nobody listens", || {
            std::net::TcpStream::connect(self.addr).err()
        });
    }
}
