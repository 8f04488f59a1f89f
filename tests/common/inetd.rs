//! Superservers: real ones, each starting echostage for every client.

use super::{Client, Folder, Log, PATIENCE, Process, tools::need, until};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

const ECHOSTAGE: &str = env!("CARGO_BIN_EXE_echostage");

pub struct Superserver {
    child: Child,
    addr: SocketAddr,
    /// What it and its children write to their standard error.
    pub log: Log,
    /// Its configuration, if it has one.
    _folder: Option<Folder>,
}

/// These programs want a number, and can't pick one themselves.
fn free_port() -> SocketAddr {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap()
}

impl Superserver {
    /// Descriptors 0 and 1 are the client; 2 is tcpserver's own.
    pub fn tcpserver(args: &str) -> Self {
        let addr = free_port();
        let mut command = Command::new(need("tcpserver"));
        command.args(["-v", "-H", "-R", "-l", "0", "127.0.0.1"]);
        command.arg(addr.port().to_string()).arg(ECHOSTAGE);
        command.arg("--inetd").args(args.split_whitespace());
        Self::start(command, addr, None)
    }

    /// Descriptors 0, 1 and 2 are the client.
    pub fn xinetd(args: &str) -> Self {
        let addr = free_port();
        let folder = Folder::new();
        let conf = folder.path().join("xinetd.conf");
        fs::write(&conf, xinetd_conf(addr.port(), args)).unwrap();
        let mut command = Command::new(need("xinetd"));
        command.args(["-dontfork", "-inetd_ipv6", "-f"]).arg(&conf);
        command.arg("-pidfile").arg(folder.path().join("pid"));
        command.current_dir(folder.path());
        Self::start(command, addr, Some(folder))
    }

    /// Descriptors 0 and 1 are the client; 2 is inherited.
    pub fn systemd(args: &str) -> Self {
        let addr = free_port();
        let mut command = Command::new(need("systemd-socket-activate"));
        command.args(["--accept", "--inetd", "-l", &addr.to_string()]);
        command.arg(ECHOSTAGE).arg("--inetd").args(args.split_whitespace());
        Self::start(command, addr, None)
    }

    fn start(
        mut command: Command,
        addr: SocketAddr,
        folder: Option<Folder>,
    ) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut child =
            command.stderr(Stdio::piped()).process_group(0).spawn().unwrap();
        let log = Log::collect(child.stderr.take().unwrap());
        let server = Self { child, addr, log, _folder: folder };
        // The only way to see that it listens, for all three.
        until("a superserver that listens", || {
            assert!(server.is_running(), "it ended:\n{}", server.log.text());
            TcpStream::connect_timeout(&addr, PATIENCE).ok()
        });
        server
    }

    fn is_running(&self) -> bool {
        let process = Process(self.child.id());
        process.exists() && !process.is_zombie()
    }

    pub fn client(&self) -> Client {
        Client::connect(self.addr)
    }
}

impl Drop for Superserver {
    fn drop(&mut self) {
        let pid = Pid::from_raw(self.child.id() as i32).unwrap();
        // Asked first: xinetd takes its children down with it.
        let _ = kill_process(pid, Signal::TERM); // it may be gone already
        let _ = kill_process_group(pid, Signal::KILL); // what it started
        drop(self.child.wait());
    }
}

fn xinetd_conf(port: u16, args: &str) -> String {
    let id = rustix::process::getuid().as_raw();
    let user = fs::read_to_string("/etc/passwd").unwrap();
    let user = user.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, number) = (fields.next()?, fields.nth(1)?);
        (number.parse() == Ok(id)).then_some(name)
    });
    let user = user.expect("a name in /etc/passwd for who runs the tests");
    format!(
        "service echostage-test\n{{\n\
         type = UNLISTED\nsocket_type = stream\nprotocol = tcp\n\
         bind = 127.0.0.1\nport = {port}\nwait = no\nuser = {user}\n\
         server = {ECHOSTAGE}\nserver_args = --inetd {args}\n\
         instances = UNLIMITED\nper_source = UNLIMITED\n\
         cps = 10000 1\ndisable = no\n}}\n"
    )
}
