//! The commands that show a symptom; where one is missing, the kernel's own
//! lines instead, and the package that has it.

use super::scene::{Played, Scene};
use crate::hosted::family::{self, Member};
use crate::net::proc::process;
use crate::net::proc::sockets::{self, Socket, Transport};
use crate::net::programs::is_here;
use std::fmt::Write;

/// The programs that we call, with their packages (Debian's names).
const PACKAGES: [(&str, &str); 5] = [
    ("ss", "iproute2"),
    ("ps", "procps"),
    ("grep", "grep"),
    ("ls", "coreutils"),
    ("wc", "coreutils"),
];

impl Scene<'_> {
    /// Runs the line, if all its programs are here. Where it can't be run, or
    /// fails, `instead` is shown.
    pub fn look(
        &mut self,
        programs: &[&str],
        line: &str,
        (source, instead): (&str, String),
    ) -> Played<()> {
        let missing = programs.iter().find(|program| !is_here(program));
        let why = match missing {
            None => {
                let works = self.run(line)?.code == Some(0);
                // ps fails also where there is nobody to show.
                if works || instead.is_empty() {
                    return Ok(());
                }
                "It failed.".to_string()
            }
            Some(program) => {
                let row = PACKAGES.iter().find(|row| row.0 == *program);
                let package = row.map_or(*program, |row| row.1);
                format!(
                    "There is no {program} here: the package {package} has it."
                )
            }
        };
        self.note(&format!("{why} This is {source}:"));
        self.output(instead.as_bytes());
        Ok(())
    }

    /// `ss` for TCP: who has `port` in the way that `filter` says.
    pub fn ss(&mut self, flags: &str, filter: &str, port: u16) -> Played<()> {
        let line = format!("ss {flags} {filter}");
        let rows = rows(port, Transport::Tcp, |one| one.state.to_string());
        self.look(&["ss"], &line, ("/proc/net/tcp", rows))
    }

    /// The same for UDP, with the memory of each socket.
    pub fn ss_udp(&mut self, port: u16) -> Played<()> {
        let line = format!("ss -uanm 'sport = {port}'");
        let drops = |one: &Socket| format!("drops {}", one.drops);
        let rows = rows(port, Transport::Udp, drops);
        self.look(&["ss"], &line, ("/proc/net/udp", rows))
    }

    /// Lines of /proc/PID/status that begin with one of these names.
    pub fn status(&mut self, pid: u32, names: &[&str]) -> Played<()> {
        let pattern = match names {
            [one] => (*one).to_string(),
            all => format!("-E '{}'", all.join("|")),
        };
        let line = format!("grep {pattern} /proc/{pid}/status");
        let lines = names.iter().filter_map(|name| process::status(pid, name));
        let lines = lines.collect::<Vec<_>>().join("\n");
        self.look(&["grep"], &line, (&format!("/proc/{pid}/status"), lines))
    }

    /// The children of a process, and the state of each.
    pub fn children(&mut self, parent: u32) -> Played<()> {
        let line = format!("ps -o pid,ppid,stat,args --ppid {parent}");
        let mut lines = String::new();
        for Member { pid, .. } in family::children(parent) {
            let state = process::status(pid, "State").unwrap_or_default();
            // Writing to a String can't fail.
            let _ = writeln!(lines, "{pid} {state}");
        }
        self.look(&["ps"], &line, ("/proc/PID/status", lines))
    }

    /// How many descriptors a process has open.
    pub fn descriptors(&mut self, pid: u32) -> Played<()> {
        let line = format!("ls /proc/{pid}/fd | wc -l");
        let count = process::descriptors(pid).to_string();
        let source = format!("the number of names in /proc/{pid}/fd");
        self.look(&["ls", "wc"], &line, (&source, count))
    }
}

/// The first columns: number, both ends, state, both queues.
const COLUMNS: usize = 5;

fn rows(
    port: u16,
    transport: Transport,
    more: impl Fn(&Socket) -> String,
) -> String {
    let head = "  sl  local_address rem_address   st tx_queue rx_queue";
    let line = |(row, socket): (String, Socket)| {
        let first = row.split_ascii_whitespace().take(COLUMNS);
        let first = first.collect::<Vec<_>>().join(" ");
        // The number is wider where many connections have ended.
        format!("{first:>54}  {}", more(&socket))
    };
    let lines = sockets::rows(port, transport).into_iter().map(line);
    let all: Vec<_> = [head.into()].into_iter().chain(lines).collect();
    all.join("\n")
}
