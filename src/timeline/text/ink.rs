//! Colour, where it is wanted. Everything can be told without it.

use crate::trace::paint;

#[derive(Clone, Copy)]
pub struct Ink {
    pub colour: bool,
}

impl Ink {
    /// In the colour of the client with that number (see `Picture::number`).
    pub fn client(self, text: &str, number: u64) -> String {
        self.coded(text, &format!("38;5;{}", paint(number).terminal))
    }

    /// What is less important.
    pub fn dim(self, text: &str) -> String {
        self.coded(text, "2")
    }

    fn coded(self, text: &str, code: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.into()
        }
    }
}
