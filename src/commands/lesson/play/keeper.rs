//! Who starts tmux, waits for its end, and cleans up whatever happens: no
//! server, no tmux and no folder stays.

use super::ends::on_signals;
use super::scratch::{Scratch, program};
use super::tmux::{SETTINGS, Tmux};
use crate::commands::Failure;
use crate::hosted::{adopt, kill_all_below};
use crate::lesson::Lesson;
use crate::trace::escape;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

/// Written by the guide: it runs; or why it can't.
pub const BEGUN: &str = ".begun";
pub const TROUBLE: &str = ".trouble";
/// Who keeps the lesson.
pub const KEEPER: &str = ".keeper";
const SAID: &str = ".said";

/// How long tmux may take to end, when a signal has come.
const END: Duration = Duration::from_secs(2);

pub fn run(lesson: &Lesson, scratch: Scratch) -> Result<(), Failure> {
    no_server();
    adopt(); // whom tmux leaves behind is ours then
    let scratch = Arc::new(scratch);
    let signalled = Arc::new(AtomicI32::new(0));
    let (ours, code) = (Arc::clone(&scratch), Arc::clone(&signalled));
    let heard = on_signals(move |signal| {
        code.store(signal, Relaxed);
        Tmux::new(ours.path()).tell(&["kill-server"]);
        sleep(END);
        clean(&ours); // it does not end: then without it
        exit(signal);
    });
    let played = heard.and_then(|()| {
        show(lesson, scratch.path())
            .map_err(|e| Failure::start(format!("cannot play the lesson: {e}")))
    });
    let found = played.and_then(|()| found(scratch.path()));
    clean(&scratch);
    match signalled.load(Relaxed) {
        0 => found,
        code => exit(code),
    }
}

/// `pgrep echostage`, which a lesson types, is for its servers.
pub fn no_server() {
    #[cfg(target_os = "linux")]
    {
        // A name is all that is lost.
        let _ = rustix::thread::set_name(c"lesson");
    }
}

/// Until the person or somebody else ends it.
fn show(lesson: &Lesson, folder: &Path) -> io::Result<()> {
    fs::write(folder.join(KEEPER), std::process::id().to_string())?;
    let settings = folder.join(".settings");
    fs::write(&settings, SETTINGS)?;
    let mut tmux = Tmux::new(folder).command();
    tmux.arg("-f").arg(settings).args(["new-session", "--"]);
    tmux.arg(program()?).args(["lesson", lesson.name, "--guide"]).arg(folder);
    tmux.stderr(File::create(folder.join(SAID))?);
    tmux.status().map(drop)
}

fn found(folder: &Path) -> Result<(), Failure> {
    if let Some(trouble) = note(&folder.join(TROUBLE)) {
        return Err(Failure::start(trouble));
    }
    if folder.join(BEGUN).exists() {
        return Ok(());
    }
    let said = note(&folder.join(SAID)).unwrap_or_default();
    let term = std::env::var("TERM").unwrap_or_default();
    Err(Failure::start(format!(
        "tmux cannot play it in this terminal (TERM={}): {}; name its kind, \
         as in TERM=xterm-256color, or read it: echostage lesson",
        escape(term.as_bytes(), 30),
        said.lines().next().unwrap_or("it said nothing")
    )))
}

/// What somebody has written there, if anything.
fn note(file: &Path) -> Option<String> {
    let mut text = String::new();
    let file = File::open(file).ok()?;
    file.take(2000).read_to_string(&mut text).ok()?;
    Some(text.trim().into()).filter(|text: &String| !text.is_empty())
}

fn clean(scratch: &Scratch) {
    Tmux::new(scratch.path()).tell(&["kill-server"]);
    kill_all_below();
    scratch.remove();
}
