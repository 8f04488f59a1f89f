//! What an operator can ask for, and the answer.

use super::stats::Source;
use super::step::Stepper;
use super::stop::Stop;
use crate::net::{Door, Guest};
use crate::trace::{self, Event, History, What, Why, escape};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

#[derive(Clone)]
pub struct Orders {
    pub door: Arc<Door>,
    pub stop: Stop,
    pub history: History,
    pub source: Source,
    /// Who holds threads at gates, if anybody does.
    pub stepper: Option<Stepper>,
    /// When the server started (see `Event::at`).
    pub start: u64,
}

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

impl Orders {
    /// What the terminal shows for a line that was typed.
    pub fn obey(&self, line: &str) -> String {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match verb.to_lowercase().as_str() {
            "" => String::new(),
            "who" => self.who(),
            "say" if !rest.is_empty() => self.say(rest),
            "say" => "write: say TEXT\n".into(),
            "tell" | "kick" if rest.is_empty() => {
                "write: tell N TEXT, or kick N; who shows the numbers\n".into()
            }
            "tell" => self.tell(rest),
            "kick" => self.kick(rest),
            "stats" => self.stats(),
            "history" => self.history(),
            "stop" => {
                self.stop.ask();
                String::new()
            }
            "help" => HELP.into(),
            "quit" | "exit" => {
                "type stop to end the server, Ctrl-D to close the console\n"
                    .into()
            }
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
        if let Some(said) = self.source.say(&line) {
            trace::emit(0, What::Said(format!("* {text}")));
            return said;
        }
        let guests = self.door.guests();
        let deaf = guests.iter().filter(|guest| !guest.say(line.as_bytes()));
        let deaf: Vec<String> =
            deaf.map(|guest| format!("#{}", guest.id)).collect();
        trace::emit(0, What::Said(format!("* {text}")));
        if deaf.is_empty() {
            return format!("said to {}\n", guests.len());
        }
        let told = guests.len() - deaf.len();
        format!("said to {told}; not to {}, who read nothing\n", deaf.join(" "))
    }

    fn guest(&self, who: &str) -> Result<Arc<Guest>, String> {
        let id = who.trim_start_matches('#').parse();
        id.ok().and_then(|id| self.door.guest(id)).ok_or_else(|| {
            format!("nobody inside is number {who:?}; type who\n")
        })
    }

    fn kick(&self, who: &str) -> String {
        match self.guest(who) {
            Ok(guest) => {
                guest.dismiss(Why::Kicked);
                if let Some(stepper) = &self.stepper {
                    stepper.keeper.free(guest.id);
                }
                self.door.stir();
                String::new()
            }
            Err(nobody) => nobody,
        }
    }

    fn tell(&self, rest: &str) -> String {
        let (who, text) = rest.split_once(' ').unwrap_or((rest, ""));
        let guest = match self.guest(who) {
            Ok(_) if text.trim().is_empty() => {
                return "write: tell N TEXT\n".into();
            }
            Ok(guest) => guest,
            Err(nobody) => return nobody,
        };
        let text = escape(text.trim().as_bytes(), 1000);
        let told = guest.say(format!("* {text}\n").as_bytes());
        trace::emit(guest.id, What::Said(format!("* {text}")));
        if told { String::new() } else { "not told: it reads nothing\n".into() }
    }

    fn stats(&self) -> String {
        let up = trace::clock().saturating_sub(self.start) / 1_000_000_000;
        self.source.stats(&self.door, up)
    }

    fn history(&self) -> String {
        let line = |event: Event| match event.what {
            What::Said(text) => {
                let to = match event.conn {
                    0 => String::new(),
                    id => format!("#{id} "),
                };
                let at = event.at.saturating_sub(self.start);
                let seconds = Duration::from_nanos(at).as_secs_f64();
                format!("{seconds:>6.1} {to}{text}\n")
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
    } else if guest.stream().is_err() {
        "is a member"
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
