//! Who is measured beside ours: servers of the same models in other hands,
//! how each is made, and who is missing on this machine.

mod compiled;
mod programs;

pub use programs::find;

use crate::server::{self, Scratch, Server};
use compiled::{compile, source};
use programs::{Told, free_addr, ncat, socat, socat_exec, xinetd};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A server, by the name that it has in the table.
pub struct Peer {
    pub name: &'static str,
    /// How many clients it serves at a time.
    pub serves: Serves,
    made: Made,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Serves {
    One,
    Four,
    All,
    Datagrams,
}

enum Made {
    /// From tests/peers/NAME.c.
    C(&'static str),
    /// From tests/peers/echo.go.
    Go,
    /// cargo's example of this name.
    Rust(&'static str),
    /// tests/peers/threading_tcp.py, run as it is.
    Python,
    /// A program that comes with the system, and how it is told where.
    Program(&'static str, Told),
}

use Made::{C, Go, Program, Python, Rust};
use Serves::{All, Datagrams, Four, One};

/// Each is described in tests/peers/README.md.
pub static PEERS: [Peer; 18] = [
    Peer { name: "C threads", serves: All, made: C("threads") },
    Peer { name: "C fork", serves: All, made: C("fork") },
    Peer { name: "C exec", serves: All, made: C("exec") },
    Peer { name: "C epoll", serves: All, made: C("epoll") },
    Peer { name: "C prethread", serves: Four, made: C("prethread") },
    Peer { name: "C prefork", serves: Four, made: C("prefork") },
    Peer { name: "C UDP", serves: Datagrams, made: C("udp") },
    Peer { name: "Go", serves: All, made: Go },
    Peer { name: "tokio", serves: All, made: Rust("tokio_echo") },
    Peer { name: "naive Rust", serves: All, made: Rust("naive") },
    Peer { name: "Rust exec", serves: All, made: Rust("exec") },
    Peer { name: "bare loop", serves: One, made: Rust("bare") },
    Peer { name: "bare UDP", serves: Datagrams, made: Rust("bare_udp") },
    Peer { name: "Python", serves: All, made: Python },
    Peer { name: "socat", serves: All, made: Program("socat", socat) },
    Peer {
        name: "socat EXEC",
        serves: All,
        made: Program("socat", socat_exec),
    },
    Peer { name: "ncat -e", serves: All, made: Program("ncat", ncat) },
    Peer { name: "xinetd", serves: All, made: Program("xinetd", xinetd) },
];

/// Why there is no server to measure.
#[derive(Clone, Debug)]
pub enum Gone {
    /// Something is not on this machine; nobody's fault.
    Missing(String),
    Failed(String),
}

impl From<io::Error> for Gone {
    fn from(e: io::Error) -> Self {
        Self::Failed(e.to_string())
    }
}

/// Starts the peer of that name, built anew if its source has changed.
/// `examples` is the folder that cargo builds them into.
pub fn start(name: &str, examples: &Path) -> Result<Server, Gone> {
    named(name)?.start(examples)
}

pub fn named(name: &str) -> Result<&'static Peer, Gone> {
    let peer = PEERS.iter().find(|peer| peer.name == name);
    peer.ok_or_else(|| Gone::Failed(format!("{name}: no such peer")))
}

impl Peer {
    pub fn start(&self, examples: &Path) -> Result<Server, Gone> {
        match self.made {
            Python => {
                let mut python = Command::new(find("python3", "python3")?);
                python.arg(source("threading_tcp.py"));
                Ok(Server::start(&mut python)?)
            }
            Program(name, told) => {
                let mut program = Command::new(find(name, name)?);
                let file = Scratch::new(name);
                let addr = free_addr()?;
                told(&mut program, addr, &file.0)?;
                Ok(Server::start_at(&mut program, addr)?)
            }
            C(_) | Go | Rust(_) => Ok(server::peer(&self.build(examples)?)?),
        }
    }

    /// Where the built program stands.
    pub fn build(&self, examples: &Path) -> Result<PathBuf, Gone> {
        match self.made {
            C(name) => {
                let flags = ["-O2", "-Wall", "-Wextra", "-pthread", "-o"];
                let mut gcc = Command::new(find("gcc", "gcc libc6-dev")?);
                gcc.args(flags);
                compile(gcc, &format!("{name}.c"), name)
            }
            Go => {
                let mut go = Command::new(find("go", "golang-go")?);
                go.args(["build", "-o"]);
                compile(go, "echo.go", "echo_go")
            }
            Rust(name) => {
                let built = examples.join(name);
                if built.exists() {
                    return Ok(built);
                }
                let why = format!(
                    "{} is not there: cargo build --examples makes it (a \
                     bench needs it with --release)",
                    built.display()
                );
                Err(io::Error::other(why).into())
            }
            Python | Program(..) => Ok(PathBuf::new()),
        }
    }
}
