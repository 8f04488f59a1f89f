//! What became of numbered messages: each that was sent is answered, lost,
//! changed or late; an answer may come twice, or out of order.

use super::numbered;
use serde::Serialize;
use std::fmt;
use std::time::Duration;

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "report", rename = "count")]
pub struct Tally {
    pub sent: u64,
    pub answered: u64,
    pub lost: u64,
    pub doubled: u64,
    pub reordered: u64,
    pub changed: u64,
    pub late: u64,
    pub seconds: f64,
    /// Where a stream is first not as it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_difference: Option<u64>,
    /// One bit for each number that came back.
    #[serde(skip)]
    seen: Vec<u64>,
    /// The least number that is higher than all that came.
    #[serde(skip)]
    next: u32,
}

impl Tally {
    /// Counts what came back as an answer to the first `sent` messages;
    /// returns its number if it is sound.
    pub fn came(&mut self, bytes: &[u8], sent: u64, late: bool) -> Option<u32> {
        let sound = |n: &u32| u64::from(*n) < sent;
        let Some(number) = numbered::number(bytes).filter(sound) else {
            self.changed += 1;
            return None;
        };
        let (word, bit) = (number as usize / 64, 1 << (number % 64));
        if word >= self.seen.len() {
            self.seen.resize(word + 1, 0);
        }
        if self.seen[word] & bit != 0 {
            self.doubled += 1;
            return Some(number);
        }
        self.seen[word] |= bit;
        if late {
            self.late += 1;
        } else {
            self.answered += 1;
        }
        if number < self.next {
            self.reordered += 1;
        } else {
            self.next = number + 1;
        }
        Some(number)
    }

    /// The number that comes next where nothing goes wrong.
    pub fn expected(&self) -> u32 {
        self.next
    }

    /// Nothing more comes.
    pub fn finish(&mut self, sent: u64, took: Duration) {
        self.sent = sent;
        let came = self.answered + self.changed + self.late;
        self.lost = sent.saturating_sub(came);
        self.seconds = (took.as_secs_f64() * 1000.0).round() / 1000.0;
    }

    /// Every message came back once, in order and in time.
    pub fn is_well(&self) -> bool {
        let wrong = self.lost
            + self.doubled
            + self.reordered
            + self.changed
            + self.late;
        wrong == 0 && self.answered == self.sent
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "{} sent, {} answered, {} lost, {} doubled, {} reordered, {} \
             changed, {} late in {:.3} s",
            self.sent,
            self.answered,
            self.lost,
            self.doubled,
            self.reordered,
            self.changed,
            self.late,
            self.seconds
        )?;
        match self.first_difference {
            Some(at) => write!(f, "\nfirst difference at byte {at}"),
            None => Ok(()),
        }
    }
}
