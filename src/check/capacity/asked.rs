//! A client that has asked, and may still be answered.

use crate::check::peer::Peer;
use crate::check::said::{End, Heard, Miss};
use std::time::Duration;

pub struct Asked {
    pub peer: Peer,
    pub question: Vec<u8>,
    pub heard: Heard,
}

impl Asked {
    pub fn asks(mut peer: Peer, question: Vec<u8>) -> Self {
        let _ = peer.say(&question); // then it is not answered: heard below
        let heard = Heard { bytes: vec![], end: End::Silence(Duration::ZERO) };
        Self { peer, question, heard }
    }

    pub fn miss(&self) -> Option<Miss> {
        self.heard.unlike(&self.question)
    }

    /// Whether its answer may still come.
    pub fn hopes(&self) -> bool {
        self.miss().is_some_and(|miss| miss.late)
    }

    pub fn hear(&mut self, patience: Duration) {
        let left = self.question.len() - self.heard.bytes.len();
        let Heard { bytes, end } = self.peer.hear(left, patience);
        self.heard.bytes.extend(bytes);
        self.heard.end = end;
    }
}
