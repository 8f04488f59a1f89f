//! Who is graded: a server that runs somewhere, or a command that starts one.

use super::finding::Fault;
use super::peer::Peer;
use crate::hosted::{Absent, Server};
use crate::load::{Stop, Wire};
use crate::net;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

/// There are many servers to end; whether one ends by itself has a probe of
/// its own.
const GRACE: Duration = Duration::from_millis(300);

#[derive(Clone, Debug)]
pub enum Subject {
    There(SocketAddr),
    /// The words of a command, with `{port}` in them; in this folder.
    Command {
        words: Vec<String>,
        folder: Option<PathBuf>,
    },
}

/// A server that a probe talks to; ended, with all that it has started, when
/// it is dropped, if we have started it.
pub struct Host {
    pub addr: SocketAddr,
    server: Option<Server>,
    /// It was asked to end.
    asked: bool,
    stop: Stop,
}

/// The soft limit of descriptors that we were started with.
static SOFT: OnceLock<Option<u64>> = OnceLock::new();

/// Clients are many: we take as many descriptors as we may. Servers have what
/// we had.
pub fn raise_descriptors() {
    SOFT.get_or_init(|| {
        let soft = net::descriptors();
        net::raise_descriptors();
        soft
    });
}

impl Subject {
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Command { .. })
    }

    /// Starts it afresh, with so many descriptors at most where that is
    /// given, on this address where it must be that one.
    ///
    /// # Errors
    ///
    /// It did not start, did not listen, or another one has its port.
    pub fn start(
        &self,
        wire: Wire,
        (descriptors, on): (Option<u32>, Option<SocketAddr>),
        stop: &Stop,
    ) -> Result<Host, Absent> {
        match self {
            Self::There(addr) => {
                let stop = stop.clone();
                Ok(Host { addr: *addr, server: None, asked: false, stop })
            }
            Self::Command { words, folder } => {
                let told = |port: u16| {
                    let soft = SOFT.get().copied().flatten();
                    let limit = match (descriptors, soft) {
                        (Some(n), _) => format!("ulimit -n {n}; "),
                        (None, Some(n)) => format!("ulimit -Sn {n}; "),
                        (None, None) => String::new(),
                    };
                    let mut command = Command::new("sh");
                    command.args(["-c", &format!("{limit}exec \"$@\""), "sh"]);
                    let port = port.to_string();
                    let word = |w: &String| w.replace("{port}", &port);
                    command.args(words.iter().map(word));
                    // What it says shall come at once, not when it ends.
                    command.env("PYTHONUNBUFFERED", "1");
                    if let Some(folder) = folder {
                        command.current_dir(folder);
                    }
                    command
                };
                let mut server = Server::on_its_port(told, (wire, on), stop)?;
                server.grace = GRACE;
                let (addr, stop) = (server.addr, stop.clone());
                let server = Some(server);
                Ok(Host { addr, server, asked: false, stop })
            }
        }
    }
}

impl Host {
    /// A client of it.
    pub fn come(&self) -> Result<Peer, Fault> {
        Peer::come(self.addr, &self.stop)
    }

    /// None: we have not started it.
    pub fn pid(&self) -> Option<u32> {
        Some(self.server.as_ref()?.pid())
    }

    /// Its process, for what can be done only with a server of ours.
    pub fn started(&self, to_be: &str) -> Result<u32, Fault> {
        let ours = "only a server that we have started can be";
        self.pid().ok_or_else(|| Fault::Untold(format!("{ours} {to_be}")))
    }

    /// How it has ended, if it has.
    pub fn fate(&mut self) -> Option<String> {
        self.server.as_mut()?.fate()
    }

    /// Whether it has ended unasked, and another one of its own goes on.
    pub fn is_in_background(&mut self, wire: Wire) -> bool {
        let Some(server) = &mut self.server else { return false };
        !self.asked && server.fate().is_some() && server.has_left_one(wire)
    }

    /// The last line that it has written, escaped.
    pub fn last_words(&self) -> Option<String> {
        self.server.as_ref()?.last_words()
    }

    /// All that it has written so far, the last of it: raw bytes.
    pub fn written(&self) -> Vec<u8> {
        self.server.as_ref().map(Server::written).unwrap_or_default()
    }

    /// Looks from now on whether it writes one of these.
    pub fn watch(&self, these: &'static [&'static str]) {
        if let Some(server) = &self.server {
            server.watch(these);
        }
    }

    /// The first of those that it has written.
    pub fn came(&self) -> Option<&'static str> {
        self.server.as_ref()?.came()
    }

    /// Ends it, and all that it has started.
    pub fn end(&mut self) {
        self.server = None;
    }

    /// Asks it to end, as SIGTERM does.
    pub fn ask_to_end(&mut self) {
        self.asked = true;
        if let Some(server) = &self.server {
            server.ask_to_end();
        }
    }
}
