//! The operator's console: who is inside, a word to them, a stop. It reads
//! the terminal only while we are in its foreground: who reads from the
//! background is stopped by SIGTTIN, with all threads.

use super::stop::Stop;
use crate::net::{Door, Guest, kernel_queue, status};
use crate::trace::{self, History, Printer, What, Why, escape};
use rustix::process::{Signal, getpgrp, kill_process_group};
use rustix::termios::{
    OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr,
};
use rustyline::error::ReadlineError;
use rustyline::{
    Behavior, Cmd, ConditionalEventHandler, Config, DefaultEditor, Event,
    EventContext, EventHandler, ExternalPrinter, KeyEvent, RepeatCount,
};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Clone)]
pub struct Console {
    pub door: Arc<Door>,
    pub stop: Stop,
    pub history: History,
    pub printer: Printer,
    pub addr: SocketAddr,
    /// When the server started (see `Event::at`).
    pub start: u64,
}

/// How often a server in the background looks whether it is in front again.
const LOOK: Duration = Duration::from_millis(200);

const HELP: &str = "\
who           who is inside
say TEXT      TEXT to everybody, as a line `* TEXT`
tell N TEXT   TEXT to client N only
kick N        end the connection of client N
stats         counts since the start
history       what was said, by you and in the chat
stop          end the server, as Ctrl-C does
help          these lines; Ctrl-D closes the console, the server goes on
";

impl Console {
    /// Opens it if standard input is a terminal.
    pub fn open(self) {
        if !io::stdin().is_terminal() {
            return;
        }
        let console = thread::Builder::new().name("console".into());
        if let Err(e) = console.spawn(move || self.run()) {
            let text = format!("no console: cannot start a thread: {e}");
            trace::emit(0, What::Trouble(text));
        }
    }

    fn run(self) {
        if let Err(e) = self.talk() {
            let text =
                format!("the console is closed: {e}; the server runs on");
            trace::emit(0, What::Trouble(text));
        }
        self.printer.set(None);
    }

    fn talk(&self) -> rustyline::Result<()> {
        let modes = tcgetattr(io::stdin()).map_err(io::Error::from)?;
        self.stop.before_exit(move || restore(&modes));
        let mut terminal = File::options().write(true).open("/dev/tty")?;
        let held = Arc::new(Held::default());
        let mut editor = editor(&held)?;
        let mut typed = String::new();
        loop {
            while !in_front() {
                thread::sleep(LOOK);
            }
            self.print_through(&mut editor)?;
            let line = editor.readline_with_initial("> ", (&typed, ""));
            self.printer.set(None);
            typed.clear();
            match line {
                Ok(line) => {
                    // The history of an editor is a comfort, no more.
                    let _ = editor.add_history_entry(&line);
                    terminal.write_all(self.obey(line.trim()).as_bytes())?;
                }
                Err(ReadlineError::Interrupted)
                    if held.asked.swap(false, Relaxed) =>
                {
                    let mut text =
                        held.typed.lock().unwrap_or_else(|e| e.into_inner());
                    typed = std::mem::take(&mut text);
                    kill_process_group(getpgrp(), Signal::TSTP)
                        .map_err(io::Error::from)?;
                }
                Err(ReadlineError::Interrupted) => self.stop.signalled(130),
                Err(ReadlineError::Eof) => {
                    terminal.write_all(
                        b"console closed; the server runs on (stop: Ctrl-C)\n",
                    )?;
                    return Ok(());
                }
                Err(e) => return Err(e),
            }
        }
    }

    /// While somebody types, the log goes above the line.
    fn print_through(
        &self,
        editor: &mut DefaultEditor,
    ) -> rustyline::Result<()> {
        if !io::stderr().is_terminal() {
            return Ok(());
        }
        let mut above = editor.create_external_printer()?;
        self.printer.set(Some(Box::new(move |lines| {
            // The terminal is gone: the log has nowhere to go.
            let _ = above.print(lines.into());
        })));
        Ok(())
    }

    fn obey(&self, line: &str) -> String {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match verb {
            "" => String::new(),
            "who" => self.who(),
            "say" if !rest.is_empty() => self.say(rest),
            "tell" | "kick" => self.to_one(verb, rest),
            "stats" => self.stats(),
            "history" => self.history(),
            "stop" => {
                self.stop.ask();
                String::new()
            }
            "help" => HELP.into(),
            _ => "not understood; type help\n".into(),
        }
    }

    fn who(&self) -> String {
        let guests = self.door.guests();
        if guests.is_empty() {
            return "nobody is inside\n".into();
        }
        guests.iter().map(|guest| describe(guest)).collect()
    }

    fn say(&self, text: &str) -> String {
        let text = escape(text.as_bytes(), 1000);
        let line = format!("* {text}\n");
        let guests = self.door.guests();
        let deaf = guests.iter().filter(|guest| !guest.say(line.as_bytes()));
        let deaf: Vec<String> =
            deaf.map(|guest| format!("#{}", guest.id)).collect();
        trace::emit(0, What::Said { who: "operator".into(), text });
        if deaf.is_empty() {
            return format!("said to {}\n", guests.len());
        }
        let told = guests.len() - deaf.len();
        format!("said to {told}; not to {}, who read nothing\n", deaf.join(" "))
    }

    fn to_one(&self, verb: &str, rest: &str) -> String {
        let (who, text) = rest.split_once(' ').unwrap_or((rest, ""));
        let id = who.trim_start_matches('#').parse();
        let Some(guest) = id.ok().and_then(|id| self.door.guest(id)) else {
            return format!("nobody inside is number {who:?}; type who\n");
        };
        if verb == "kick" {
            guest.dismiss(Why::Kicked);
            self.door.stir();
            return String::new();
        }
        if text.trim().is_empty() {
            return "write: tell N TEXT\n".into();
        }
        let text = escape(text.trim().as_bytes(), 1000);
        let told = guest.say(format!("* {text}\n").as_bytes());
        let who = format!("operator to #{}", guest.id);
        trace::emit(guest.id, What::Said { who, text });
        if told { String::new() } else { "not told: it reads nothing\n".into() }
    }

    fn stats(&self) -> String {
        let guests = self.door.guests();
        let waits = guests.iter().filter(|g| g.waits.load(Relaxed)).count();
        let sum = |each: fn(&Guest) -> u64| -> u64 {
            guests.iter().map(|guest| each(guest)).sum()
        };
        let counts = &self.door.counts;
        let read = counts.read.load(Relaxed) + sum(|g| g.read.load(Relaxed));
        let written =
            counts.written.load(Relaxed) + sum(|g| g.written.load(Relaxed));
        let unknown = |n: Option<u64>| {
            n.map_or_else(|| "unknown".into(), |n| n.to_string())
        };
        let up = trace::clock().saturating_sub(self.start) / 1_000_000_000;
        format!(
            "inside {} of {}; accepted {}, turned away {}\n\
             waiting in our queue {waits}, in the kernel's {}\n\
             bytes in {read}, out {written}; threads {}, up {up} s\n",
            guests.len(),
            self.door.limit,
            counts.accepted.load(Relaxed),
            counts.turned_away.load(Relaxed),
            unknown(kernel_queue(self.addr)),
            unknown(status("Threads:")),
        )
    }

    fn history(&self) -> String {
        let line = |event: trace::Event| match event.what {
            What::Said { who, text } => {
                let at = event.at.saturating_sub(self.start);
                let seconds = Duration::from_nanos(at).as_secs_f64();
                format!("{seconds:>6.1} {who}: {text}\n")
            }
            _ => String::new(),
        };
        let lines: String =
            self.history.events().into_iter().map(line).collect();
        if lines.is_empty() { "nothing was said yet\n".into() } else { lines }
    }
}

fn describe(guest: &Guest) -> String {
    let age = trace::clock().saturating_sub(guest.since);
    let age = Duration::from_nanos(age).as_secs_f64();
    let state = if guest.waits.load(Relaxed) {
        "waits in our queue"
    } else if guest.is_answering() {
        "is written to"
    } else {
        "is served"
    };
    let bytes = if guest.is_elsewhere() {
        "by its own process".into()
    } else {
        let (read, written) = (&guest.read, &guest.written);
        format!("{} B in, {} B out", read.load(Relaxed), written.load(Relaxed))
    };
    format!("#{} {} {age:.1} s, {bytes}, {state}\n", guest.id, guest.peer)
}

/// Ctrl-Z in the editor: what was typed so far, for when we are back.
#[derive(Default)]
struct Held {
    asked: AtomicBool,
    typed: Mutex<String>,
}

struct OnCtrlZ(Arc<Held>);

impl ConditionalEventHandler for OnCtrlZ {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext,
    ) -> Option<Cmd> {
        let mut typed = self.0.typed.lock().unwrap_or_else(|e| e.into_inner());
        *typed = context.line().into();
        self.0.asked.store(true, Relaxed);
        Some(Cmd::Interrupt)
    }
}

/// The editor leaves the terminal's modes before we stop for Ctrl-Z: after
/// `bg` nothing of ours may touch the terminal.
fn editor(held: &Arc<Held>) -> rustyline::Result<DefaultEditor> {
    let config = Config::builder().behavior(Behavior::PreferTerm).build();
    let mut editor = DefaultEditor::with_config(config)?;
    let on_ctrl_z = EventHandler::Conditional(Box::new(OnCtrlZ(held.clone())));
    editor.bind_sequence(KeyEvent::ctrl('Z'), on_ctrl_z);
    Ok(editor)
}

/// Whether the terminal is ours to read.
fn in_front() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|front| front == getpgrp())
}

/// The terminal as it was, whatever the editor was doing.
fn restore(modes: &Termios) {
    if in_front() {
        // It may be gone; then there is nothing to put right.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, modes);
    }
}
