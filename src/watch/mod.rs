//! The board for the projector: who waits for whom, and how long. It draws
//! what a server tells, and does nothing else: no socket, no key, no clock.

mod answer;
mod bars;
mod big;
mod board;
mod list;
mod state;
mod view;

pub use answer::{Answer, Waiter};
pub use board::{draw, last};
pub use state::{
    Client, Datagrams, Doing, LONGEST, Message, Queued, State, clean,
};
pub use view::{Shown, View};
