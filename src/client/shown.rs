//! What a peer sent, safe for a terminal, though a character may be cut in
//! two by the read that brought it.

use crate::trace::escape;

/// Escapes a stream: newlines stay, other controls are shown.
#[derive(Default)]
pub struct Shown {
    /// The beginning of a character: at most three bytes.
    begun: Vec<u8>,
}

impl Shown {
    /// What can be shown of all that came so far, and was not yet.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.begun.extend_from_slice(bytes);
        let whole = self.begun.len() - incomplete(&self.begun);
        let rest = self.begun.split_off(whole);
        lines(&std::mem::replace(&mut self.begun, rest))
    }

    /// What was begun and will not be completed.
    pub fn finish(&mut self) -> String {
        lines(&std::mem::take(&mut self.begun))
    }
}

/// How many bytes at the end are a character that may still be completed.
fn incomplete(bytes: &[u8]) -> usize {
    let begun = |n: &usize| {
        let tail = bytes.len().checked_sub(*n).map(|at| &bytes[at..]);
        tail.map(str::from_utf8).is_some_and(|text| {
            text.is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
        })
    };
    (1..=3).find(begun).unwrap_or(0)
}

fn lines(bytes: &[u8]) -> String {
    let lines = bytes.split(|b| *b == b'\n');
    let lines: Vec<_> = lines.map(|line| escape(line, usize::MAX)).collect();
    lines.join("\n")
}
