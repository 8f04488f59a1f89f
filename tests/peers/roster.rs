//! Who is measured beside ours: servers of the same models in other hands,
//! how each is made, and who is missing on this machine.

use crate::server::{self, Scratch, Server};
use std::env;
use std::fs;
use std::io;
use std::net::{SocketAddr, TcpListener};
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

/// Its flags, for this address; a file that it reads first stays meanwhile.
type Told = fn(&mut Command, SocketAddr, &Path) -> io::Result<()>;

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

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name)
}

/// Runs a compiler whose last flag is the one before the output's name.
/// Under another name first: two that build at once must not mix.
fn compile(
    mut compiler: Command,
    from: &str,
    name: &str,
) -> Result<PathBuf, Gone> {
    let (from, draft) = (source(from), Scratch::new(name));
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let age = |path: &Path| fs::metadata(path)?.modified();
    let sources = [&from, &source("peer.h")].map(|path| age(path));
    let [from_age, header_age] = sources;
    let newest = from_age?.max(header_age?);
    if age(&built).is_ok_and(|age| age > newest) {
        return Ok(built);
    }
    let made = compiler.arg(&draft.0).arg(&from).output()?;
    let said = String::from_utf8_lossy(&made.stderr);
    if !made.status.success() || !said.is_empty() {
        let why = format!("{compiler:?}: {said}");
        return Err(io::Error::other(why).into());
    }
    fs::rename(&draft.0, &built)?;
    Ok(built)
}

/// Where a program is; servers stand in sbin, which an ordinary user's PATH
/// leaves out.
pub fn find(program: &str, packages: &str) -> Result<PathBuf, Gone> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            Gone::Missing(format!(
                "no `{program}` on this machine (Debian: {packages})"
            ))
        })
}

/// For those who want a number, and can't pick one themselves.
fn free_addr() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// A pipe to itself: nothing is executed.
fn socat(program: &mut Command, addr: SocketAddr, _: &Path) -> io::Result<()> {
    program.arg(socat_listens(addr)).arg("PIPE");
    Ok(())
}

fn socat_exec(
    program: &mut Command,
    addr: SocketAddr,
    _: &Path,
) -> io::Result<()> {
    program.arg(socat_listens(addr)).arg("EXEC:/bin/cat,nofork");
    Ok(())
}

fn socat_listens(addr: SocketAddr) -> String {
    let port = addr.port();
    format!("TCP-LISTEN:{port},bind=127.0.0.1,fork,nodelay,backlog=1024")
}

fn ncat(program: &mut Command, addr: SocketAddr, _: &Path) -> io::Result<()> {
    program.args(["--listen", "--keep-open", "--max-conns", "20000"]);
    program.args(["--exec", "/bin/cat", "127.0.0.1"]);
    program.arg(addr.port().to_string());
    Ok(())
}

fn xinetd(
    program: &mut Command,
    addr: SocketAddr,
    file: &Path,
) -> io::Result<()> {
    let port = addr.port();
    let id = rustix::process::getuid().as_raw();
    fs::write(
        file,
        format!(
            "service echo-peer\n{{\n\
             type = UNLISTED\nsocket_type = stream\nprotocol = tcp\n\
             bind = 127.0.0.1\nport = {port}\nwait = no\nuser = {id}\n\
             server = /bin/cat\ninstances = UNLIMITED\n\
             per_source = UNLIMITED\ncps = 100000 1\nflags = NODELAY\n\
             disable = no\n}}\n"
        ),
    )?;
    program.args(["-dontfork", "-inetd_ipv6", "-f"]).arg(file);
    // A file of its own: xinetd deletes it when it ends, whatever it is.
    program.arg("-pidfile").arg(file.with_extension("pid"));
    Ok(())
}
