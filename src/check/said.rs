//! What was heard, in words: for who compares it with what was sent.

use crate::trace::escape;
use std::time::Duration;

/// What came, and what ended the listening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub bytes: Vec<u8>,
    pub end: End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// All that was waited for.
    Enough,
    /// Nothing more for so long.
    Silence(Duration),
    /// An end-of-file.
    Closed,
    /// A reset, or another error: what the system says.
    Failed(String),
}

/// What came instead of what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    pub seen: String,
    /// Only the time was over: a right server on a busy machine may be so
    /// late, too.
    pub late: bool,
    /// Where to look, where the promise's own hint would mislead.
    pub hint: Option<&'static str>,
    /// The server's last words meanwhile, while it lives.
    pub wrote: Option<String>,
}

impl<T: Into<String>> From<T> for Miss {
    fn from(seen: T) -> Self {
        Self { seen: seen.into(), late: false, hint: None, wrote: None }
    }
}

pub fn late(seen: impl Into<String>) -> Miss {
    Miss { late: true, ..Miss::from(seen) }
}

impl Miss {
    /// The same, and who missed it.
    pub fn of(self, whom: &str) -> Self {
        Self { seen: format!("{whom}: {}", self.seen), ..self }
    }

    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl Heard {
    /// What differs from `sent`; None: these bytes came back, and no others.
    pub fn unlike(&self, sent: &[u8]) -> Option<Miss> {
        let seen = self.differs(sent)?;
        let silence = matches!(self.end, End::Silence(_));
        let late = silence && sent.starts_with(&self.bytes);
        Some(Miss { late, ..seen.into() })
    }

    fn differs(&self, sent: &[u8]) -> Option<String> {
        let pairs = self.bytes.iter().zip(sent);
        let alike = pairs.take_while(|(a, b)| a == b).count();
        if alike < self.bytes.len().min(sent.len()) {
            let (is, should) = (self.bytes[alike], sent[alike]);
            let from = alike.saturating_sub(8);
            return Some(format!(
                "other bytes: the byte at {} is {is:02x} and not {should:02x} \
                 (\"{}\" instead of \"{}\")",
                count(alike),
                escape(&self.bytes[from..], 24),
                escape(&sent[from..], 24),
            ));
        }
        if self.bytes.len() > sent.len() {
            let more = escape(&self.bytes[sent.len()..], 24);
            return Some(format!("more bytes than were sent: \"{more}\""));
        }
        (alike < sent.len()).then(|| self.short(sent.len()))
    }

    fn short(&self, of: usize) -> String {
        let so_far = match self.bytes.len() {
            0 => "nothing".to_string(),
            n => format!("{} of {} bytes", count(n), count(of)),
        };
        match &self.end {
            End::Enough => so_far,
            End::Silence(time) => match self.bytes.len() {
                0 => format!("nothing in {}", lasting(*time)),
                _ => format!("{so_far}, then nothing in {}", lasting(*time)),
            },
            End::Closed => format!("{so_far}, then its end"),
            End::Failed(why) => format!("{so_far}, then: {why}"),
        }
    }

    /// What came instead of an end-of-file.
    pub fn missed_end(&self, before: &str) -> Miss {
        match &self.end {
            End::Enough => format!("{before} more bytes").into(),
            End::Silence(time) => {
                late(format!("{before} no end in {}", lasting(*time)))
            }
            End::Closed => format!("{before} its end").into(),
            End::Failed(why) => format!("{before} {why}").into(),
        }
    }
}

pub fn lasting(time: Duration) -> String {
    match time.as_millis() {
        ms if ms % 1000 == 0 => format!("{} s", ms / 1000),
        ms => format!("{ms} ms"),
    }
}

/// 1048576 as 1,048,576.
pub fn count(n: usize) -> String {
    crate::load::units::count(n as u64)
}
