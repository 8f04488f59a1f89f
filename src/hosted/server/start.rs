//! How a server is started: until it listens on its port, and is the one that
//! does; or why not.

use super::{GRACE, Server};
use crate::hosted::absent::Absent;
use crate::hosted::cost::Cost;
use crate::hosted::live::live;
use crate::hosted::port::{free, is_taken, listens, owns};
use crate::hosted::said::Said;
use crate::hosted::{reap, taken};
use crate::load::{Stop, Wire};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a server may take until it listens.
pub(in crate::hosted) const START: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(5);
/// So often another one may be first on the port that was found.
const STARTS: usize = 3;

impl Server {
    /// A server that says "listening on ADDR:PORT".
    pub fn that_says(command: Command) -> Result<Self, Absent> {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut server = Self::spawn(command, any)?;
        let told = server.said.line("listening on ", START);
        match told.and_then(|addr| addr.parse().ok()) {
            Some(addr) => server.addr = addr,
            None => return Err(server.never_listened(Wire::Tcp)),
        }
        server.is_ready();
        Ok(server)
    }

    /// A server that is told its port: `{port}` in what the shell runs.
    pub fn that_is_told(line: &str, stop: &Stop) -> Result<Self, Absent> {
        let told = |port: u16| {
            let mut command = Command::new("sh");
            command.arg("-c").arg(line.replace("{port}", &port.to_string()));
            command
        };
        let mut server = Self::on_its_port(told, (Wire::Tcp, None), stop)?;
        server.is_ready();
        Ok(server)
    }

    /// One that listens on the port that `told` makes its command of: a free
    /// one, or that of `on`.
    ///
    /// # Errors
    ///
    /// It did not start, or not listen in time, or another process does.
    pub fn on_its_port(
        told: impl Fn(u16) -> Command,
        (wire, on): (Wire, Option<SocketAddr>),
        stop: &Stop,
    ) -> Result<Self, Absent> {
        if let Some(addr) = on {
            let started = Self::at(addr, told(addr.port()), wire, stop);
            return started.map_err(|why| match why {
                Absent::Background => Absent::LeftBehind(addr.port()),
                why => why,
            });
        }
        let mut starts = 0;
        loop {
            let addr = {
                // A child that is just being started has a copy of all our
                // sockets, until it becomes its own program.
                let _nobody_starts = live();
                free(wire).map_err(|e| Absent::NoPort(e.to_string()))?
            };
            let started = Self::at(addr, told(addr.port()), wire, stop);
            starts += 1;
            // Others look for a free port, too, and one may have been first.
            let is_lost = match &started {
                Err(Absent::Stranger(_) | Absent::Background) => true,
                Err(Absent::Ended(_)) => {
                    is_taken(addr.port(), wire) == Some(true)
                }
                _ => false,
            };
            if !is_lost || starts == STARTS {
                return started;
            }
        }
    }

    fn at(
        addr: SocketAddr,
        command: Command,
        wire: Wire,
        stop: &Stop,
    ) -> Result<Self, Absent> {
        let mut server = Self::spawn(command, addr)?;
        let end = Instant::now() + START;
        let mut look = LOOK;
        while !listens(addr, wire) {
            let gone = server.fate().is_some();
            if gone || Instant::now() > end || stop.is_set() {
                return Err(server.never_listened(wire));
            }
            sleep(look);
            // To look costs a millisecond where many connections have ended.
            look = (look * 2).min(8 * LOOK);
        }
        if owns(server.pid(), addr.port(), wire) == Some(false) {
            return Err(match server.has_left_one(wire) {
                true => Absent::Background,
                false => Absent::Stranger(addr.port()),
            });
        }
        Ok(server)
    }

    /// What it has used so far is none of its clients' cost.
    fn is_ready(&mut self) {
        self.ready = taken::used(self.child.id());
    }

    fn spawn(mut command: Command, addr: SocketAddr) -> Result<Self, Absent> {
        let start = move || -> io::Result<(Child, Said)> {
            let (ours, theirs) = io::pipe()?;
            command.stdin(Stdio::null());
            command.stdout(theirs.try_clone()?).stderr(theirs);
            // A terminal's Ctrl-C is for us: we end our servers.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            let child = command.spawn()?;
            drop(command); // it holds copies of the pipe's other end
            Ok((child, Said::collect(ours)?))
        };
        // Held meanwhile: who ends all servers knows this one, or comes first.
        let mut live = live();
        let (child, said) =
            start().map_err(|e| Absent::NotStarted(e.to_string()))?;
        live.push(child.id());
        let ready = Cost::default();
        let grace = GRACE;
        let (ended, gone) = (false, None);
        Ok(Self { child, addr, said, ready, grace, ended, gone })
    }

    fn never_listened(&mut self, wire: Wire) -> Absent {
        if let Some(fate) = self.fate() {
            let how = reap::ended(&mut self.child).unwrap_or_default();
            return match how.as_str() {
                " with code 0" => Absent::Content(fate),
                _ => Absent::Ended(fate),
            };
        }
        let port = self.addr.port();
        let other = match wire {
            Wire::Tcp => Wire::Udp,
            Wire::Udp => Wire::Tcp,
        };
        match is_taken(port, other) {
            Some(true) => Absent::On(other, port),
            _ => Absent::Never(port),
        }
    }
}
