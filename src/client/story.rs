//! One line that grows: what a misbehaving client did and saw, and when.

use super::teller::Teller;
use serde::Serialize;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Deed {
    Connect,
    Wrote {
        bytes: u64,
    },
    Read {
        bytes: u64,
    },
    HalfClose,
    EndOfFile,
    /// We reset.
    Reset,
    #[serde(rename = "reset by the peer")]
    ResetByPeer,
    /// A write would block.
    Blocked,
    Timeout,
    Died,
    Closed,
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Wrote { bytes } => return write!(f, "wrote {bytes} B"),
            Self::Read { bytes } => return write!(f, "read {bytes} B"),
            Self::Connect => "connect",
            Self::HalfClose => "half-close",
            Self::EndOfFile => "end-of-file",
            Self::Reset => "reset",
            Self::ResetByPeer => "reset by the peer",
            Self::Blocked => "blocked",
            Self::Timeout => "timeout",
            Self::Died => "died",
            Self::Closed => "closed",
        })
    }
}

/// So many reads in a row are told one by one; the rest as a sum.
const READS: u32 = 10;

pub struct Story {
    teller: Teller,
    begun: bool,
    reads: u32,
    untold: u64,
}

impl Story {
    pub fn new(teller: &Teller) -> Self {
        let teller = teller.clone();
        Self { teller, begun: false, reads: 0, untold: 0 }
    }

    pub fn did(&mut self, deed: Deed) {
        if let Deed::Read { bytes } = deed {
            self.reads += 1;
            if self.reads > READS {
                self.untold += bytes;
                return;
            }
        } else {
            self.tell_reads();
            self.reads = 0;
        }
        self.tell(deed);
    }

    fn tell_reads(&mut self) {
        let bytes = std::mem::take(&mut self.untold);
        if bytes > 0 {
            self.tell(Deed::Read { bytes });
        }
    }

    fn tell(&mut self, deed: Deed) {
        self.teller.piece(if self.begun { "  " } else { "" }, &deed);
        self.begun = true;
    }
}

impl Drop for Story {
    fn drop(&mut self) {
        self.tell_reads();
        if self.begun {
            self.teller.end_of_line();
        }
    }
}
