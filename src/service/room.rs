//! A chat room without any I/O: a member and a line go in, deliveries come
//! out. TCP and UDP bring them.

use crate::trace::escape;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Characters that a name may have.
const NAME_MOST: usize = 20;

/// Who is in the room, by number.
#[derive(Default)]
pub struct Room {
    names: BTreeMap<u64, String>,
}

/// A line, without its end, and who shall read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub to: Readers,
    pub line: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    One(u64),
    /// Everybody but who caused it.
    Others(Vec<u64>),
}

/// What came of a line that a member has typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub deliveries: Vec<Delivery>,
    /// It was said aloud, in these words.
    pub said: Option<String>,
    /// The member wants to leave.
    pub quits: bool,
}

impl Readers {
    pub fn ids(&self) -> &[u64] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Others(ids) => ids,
        }
    }
}

const HELP: [&str; 6] = [
    "/name NAME      be called NAME (1 to 20 characters)",
    "/msg NAME TEXT  say TEXT to NAME only",
    "/me TEXT        say what you do",
    "/who            who is here",
    "/quit           leave",
    "/help           these lines; all else you type is said to everybody",
];

impl Room {
    /// A newcomer is greeted, and announced to the others.
    pub fn join(&mut self, id: u64) -> Vec<Delivery> {
        let mut name = format!("guest-{id}");
        while self.find(&name).is_some() {
            name.push('_'); // somebody took the name on purpose
        }
        self.names.insert(id, name.clone());
        let here = self.names.len();
        let mut out =
            vec![self.others(id, format!("* {name} joins ({here} here)"))];
        let welcome =
            format!("* welcome, {name}; /help lists what you can type");
        out.push(to(id, welcome));
        out.push(to(id, self.here()));
        out
    }

    /// Whoever is left hears that the member is gone.
    pub fn leave(&mut self, id: u64) -> Vec<Delivery> {
        let Some(name) = self.names.remove(&id) else { return Vec::new() };
        let here = self.names.len();
        vec![self.others(id, format!("* {name} leaves ({here} here)"))]
    }

    pub fn name(&self, id: u64) -> &str {
        self.names.get(&id).map_or("?", String::as_str)
    }

    /// What a member typed: a line without its end, as it arrived.
    pub fn typed(&mut self, id: u64, line: &[u8]) -> Outcome {
        let text = escape(&without_returns(line), usize::MAX);
        let text = text.trim();
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim();
        match verb {
            "" => Outcome::default(),
            "/name" => self.rename(id, rest).into(),
            "/msg" => self.whisper(id, rest).into(),
            "/who" => vec![to(id, self.here())].into(),
            "/help" => HELP.map(|line| to(id, format!("* {line}"))).into(),
            "/quit" => Outcome { quits: true, ..Outcome::default() },
            "/me" => self.aloud(id, format!("~ {} {rest}", self.name(id))),
            _ if verb.starts_with('/') => {
                vec![to(id, format!("* no such command: {verb}; try /help"))]
                    .into()
            }
            _ => self.aloud(id, format!("{}: {text}", self.name(id))),
        }
    }

    /// Only the others hear it: a terminal has shown it to who typed it.
    fn aloud(&self, id: u64, line: String) -> Outcome {
        let deliveries = vec![self.others(id, line.clone())];
        Outcome { deliveries, said: Some(line), quits: false }
    }

    fn rename(&mut self, id: u64, name: &str) -> Vec<Delivery> {
        if let Err(why) = self.check(id, name) {
            return vec![to(id, format!("* not your name: {why}"))];
        }
        let old = self.names.insert(id, name.into());
        let old = old.as_deref().unwrap_or("?");
        let mut out = vec![self.others(id, format!("* {old} is now {name}"))];
        out.push(to(id, format!("* you are now {name}")));
        out
    }

    fn check(&self, id: u64, name: &str) -> Result<(), &'static str> {
        let length = name.chars().count();
        if !(1..=NAME_MOST).contains(&length) {
            Err("it must have 1 to 20 characters")
        } else if name.contains(|c: char| c.is_whitespace() || c == '\\') {
            Err("it must have no space and nothing unprintable")
        } else if name.starts_with(['*', '~', '/']) || name.ends_with(':') {
            Err("it must not begin with * ~ / or end with :")
        } else if self.find(name).is_some_and(|other| other != id) {
            Err("somebody else has it")
        } else {
            Ok(())
        }
    }

    fn whisper(&self, id: u64, rest: &str) -> Vec<Delivery> {
        let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
        match (name, self.find(name)) {
            _ if text.trim().is_empty() => {
                vec![to(id, "* write /msg NAME TEXT")]
            }
            (_, Some(other)) => {
                let line =
                    format!("{} (to you): {}", self.name(id), text.trim());
                vec![to(other, line), to(id, format!("* told {name}"))]
            }
            (_, None) => vec![to(id, format!("* no such member: {name}"))],
        }
    }

    /// Names that differ in case only are taken for the same.
    fn find(&self, name: &str) -> Option<u64> {
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        self.names.iter().find(|(_, other)| same(other)).map(|(id, _)| *id)
    }

    fn here(&self) -> String {
        let names: Vec<&str> =
            self.names.values().map(String::as_str).collect();
        format!("* here: {}", names.join(", "))
    }

    fn others(&self, id: u64, line: String) -> Delivery {
        let others = self.names.keys().copied().filter(|other| *other != id);
        Delivery { to: Readers::Others(others.collect()), line }
    }
}

fn to(id: u64, line: impl Display) -> Delivery {
    Delivery { to: Readers::One(id), line: line.to_string() }
}

impl<T: Into<Vec<Delivery>>> From<T> for Outcome {
    fn from(deliveries: T) -> Self {
        Self { deliveries: deliveries.into(), ..Self::default() }
    }
}

/// CR goes with LF in telnet's lines; elsewhere it would hide text.
fn without_returns(line: &[u8]) -> Vec<u8> {
    line.iter().copied().filter(|&byte| byte != b'\r').collect()
}
