//! It ends when it is asked to, with clients inside.

use super::Probe;
use crate::check::bench::Bench;
use crate::check::finding::{Kept, broken};
use crate::check::peer::PATIENCE;
use crate::check::said::late;
use crate::check::subject::Host;
use crate::hosted::family;
use crate::net::proc::process::program;
use std::time::{Duration, Instant};

pub const STOP: Probe = Probe {
    name: "stop",
    level: 5,
    promise: "it ends within 2 s of a SIGTERM, with clients inside",
    hint: "a server that waits for its clients waits for ever: give them a \
           deadline; and end the processes that you have started",
    descriptors: None,
    after: None,
    play,
};

const MOST: Duration = Duration::from_secs(2);
/// They end of a SIGTERM, and what they have started goes on.
const SHELLS: [&str; 6] = ["sh", "dash", "bash", "busybox", "zsh", "ksh"];

fn play(bench: &Bench, host: &mut Host) -> Kept {
    let mut talks = host.come()?;
    talks.is_answered(b"I stay\n", PATIENCE);
    let _silent = host.come()?;
    ends(bench, host, "SIGTERM, with two clients inside")
}

pub fn ends(bench: &Bench, host: &mut Host, sent: &str) -> Kept {
    let pid = host.started("ended")?;
    let family = family::members(pid);
    let shell = shell(pid);
    let begun = Instant::now();
    host.ask_to_end();
    let gone = |host: &mut Host| {
        let mut others = family.iter().filter(|one| one.pid != pid);
        host.fate().is_some() && others.all(|one| !one.runs())
    };
    if !bench.until(MOST, || gone(host)) {
        bench.go_on()?;
        let seen = match (host.fate(), shell) {
            (Some(_), Some(shell)) => format!(
                "it ended, but it was only {shell}: the server runs on. Write \
                 exec before the server's command in run"
            ),
            (Some(_), None) => "it ended, and left processes behind".into(),
            (None, _) => "it still runs".into(),
        };
        return Err(broken(sent, "all of it to end within 2 s", late(seen)));
    }
    Ok(format!("it was gone {} ms after SIGTERM", begun.elapsed().as_millis()))
}

/// What it is, if it is a shell. (Its name would be the script's.)
fn shell(pid: u32) -> Option<&'static str> {
    let program = program(pid)?;
    let name = program.file_name()?;
    SHELLS.into_iter().find(|one| name == *one)
}
