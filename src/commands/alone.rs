//! A process with one client: under inetd, or as a child of stage `process`.

use super::manner::pace;
use super::{Failure, telling};
use crate::cli::{Serve, Talk};
use crate::net::{Alone, Conn, Guest};
use crate::service::{Service, row};
use crate::stage::{self, Stage};
use crate::trace::{self, Event, Kinds, Listener, Printer};
use rustix::fs::{FileType, fstat};
use signal_hook::consts::SIGTERM;
use std::io::{self, Write};
use std::net::TcpStream;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Serves the connection on standard input; events go home to the parent,
/// which holds the other end of standard output.
pub fn child(words: impl Iterator<Item = String>) -> Result<(), Failure> {
    close_inherited();
    let words: Vec<String> = words.collect();
    let [id, service, numbers @ ..] = &*words else {
        return Err(Failure::usage("--child is for echostage itself"));
    };
    let numbers: Vec<u64> =
        numbers.iter().filter_map(|word| word.parse().ok()).collect();
    let (Ok(id), Some(row), [delay, burn, once, patience, wants]) =
        (id.parse(), row(service), &*numbers)
    else {
        return Err(Failure::usage("--child is for echostage itself"));
    };
    let pace = pace(*delay, *burn, *once == 1);
    let line = || -> io::Result<(UnixStream, UnixStream)> {
        let line =
            UnixStream::from(rustix::stdio::stdout().try_clone_to_owned()?);
        Ok((line.try_clone()?, line))
    };
    let (home, parent) = line().map_err(Failure::start)?;
    // The parent always wants to know how it ended.
    let wants = Kinds(*wants as u8).and(Kinds::EVENTS);
    trace::start(vec![Box::new(Home { wants, line: Mutex::new(home) })]);
    trace::tell_panics();
    // Executed as /proc/self/exe, it would show as "exe" in ps and pgrep.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::set_name(c"echostage"); // a comfort, no more
    trace::name_thread(&format!("client-{id}"));
    // What ends a whole group or service is for the parent to answer.
    let _ = signal_hook::flag::register(SIGTERM, Arc::default());
    let patience = Some(Duration::from_millis(*patience));
    let patience = patience.filter(|most| !most.is_zero());
    talk(id, &Service::new(row, pace), Some(parent), patience)
        .map_err(Failure::start)
}

/// Only 0, 1 and 2 are ours. The console's editor has a pipe in the parent that
/// exec does not close.
fn close_inherited() {
    let numbers = std::fs::read_dir("/proc/self/fd").into_iter().flatten();
    let numbers = numbers
        .flatten()
        .filter_map(|file| file.file_name().to_str()?.parse::<i32>().ok());
    // The folder itself is among them, and closed by then.
    let numbers: Vec<i32> = numbers.filter(|n| *n > 2).collect();
    for number in numbers {
        let _ = nix::unistd::close(number);
    }
}

/// Events of a child, on their way to its parent.
struct Home {
    wants: Kinds,
    line: Mutex<UnixStream>,
}

impl Listener for Home {
    fn wants(&self) -> Kinds {
        self.wants
    }

    fn hear(&self, event: &Event) {
        let Ok(mut line) = serde_json::to_vec(event) else { return };
        line.push(b'\n');
        let mut to = self.line.lock().unwrap_or_else(|e| e.into_inner());
        // The parent may be gone: then nobody wants to know.
        let _ = to.write_all(&line);
    }
}

/// Serves the client that a super-server has put on descriptor 0.
pub fn inetd(flags: &Serve) -> Result<(), Failure> {
    if stage::named(&flags.stage).is_some_and(Stage::is_udp) {
        return Err(Failure::usage(format!(
            "--inetd serves one TCP client, and --stage {} has datagrams: \
             start it without --inetd",
            flags.stage
        )));
    }
    let name = &flags.talk.service;
    let row = row(name).filter(|row| !row.shares).ok_or_else(|| {
        Failure::usage(format!(
            "--inetd serves one client in a process of its own, and \
             --service {name} needs clients that share memory: \
             take --stage threads without --inetd"
        ))
    });
    // Not a byte of ours may reach the client: where descriptor 2 is its
    // socket, nothing is said there.
    let mute = is_client(io::stderr());
    row.and_then(|row| {
        let log = (!mute).then(Printer::default);
        let start = trace::clock();
        let papers = telling::start(&flags.told, start, log, None, vec![])?;
        let Talk { delay, burn, once, idle_timeout, .. } = flags.talk;
        let service = Service::new(row, pace(delay, burn, once));
        let result = talk(1, &service, None, idle_timeout);
        papers.flush(Duration::from_secs(1), &|| false);
        result.map_err(|e| {
            Failure::start(match e.kind() {
                io::ErrorKind::InvalidInput => {
                    "standard input is a local socket, not TCP: with socat, \
                     add ,nofork to EXEC"
                        .into()
                }
                _ => format!(
                    "standard input is no connection ({e}): --inetd is for \
                     inetd, xinetd, tcpserver and systemd"
                ),
            })
        })
    })
}

/// Whether this descriptor and standard input are the same socket.
pub fn is_client(file: impl AsFd) -> bool {
    let socket = |file: &dyn AsFd| {
        let stat = fstat(file).ok()?;
        let socket = FileType::from_raw_mode(stat.st_mode).is_socket();
        socket.then_some((stat.st_dev, stat.st_ino))
    };
    socket(&io::stdin()).is_some_and(|stdin| socket(&file) == Some(stdin))
}

/// Serves the connection on standard input until its end.
fn talk(
    id: u64,
    service: &Service,
    parent: Option<UnixStream>,
    patience: Option<Duration>,
) -> io::Result<()> {
    // Not std's handle: that has a buffer of 8 KiB, and a child is one of many.
    let stream: OwnedFd = rustix::stdio::stdin().try_clone_to_owned()?;
    let stream = TcpStream::from(stream);
    let local = stream.local_addr()?;
    // A client that has left already has no address any more.
    let peer = stream.peer_addr().unwrap_or(local);
    let guest = Guest::new(id, peer, stream);
    let alone = Alone::new(&guest, parent, patience)?;
    service.serve(Conn::alone(guest, alone));
    Ok(())
}
