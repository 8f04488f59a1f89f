//! Datagrams: one socket, no connections. Who may be answered, who is gone,
//! what was lost, and where one datagram becomes many.

mod calls;
mod challenge;
mod errors;
mod guard;
mod lost;
mod mailbag;
mod member;
mod network;
mod receive;
mod send;
mod socket;

pub use challenge::{answer, proof};
pub use guard::{Guard, Verdict};
pub use lost::Lost;
pub use mailbag::Mailbag;
pub use member::{Member, Seat, plain};
pub use network::To;
pub use receive::is_old_service;
pub use socket::{Datagrams, Plan, Tally, open};
