//! Sockets: who listens, who is inside, what a connection is.

mod addr;
#[cfg(unix)]
mod alone;
mod buffer;
#[cfg(target_os = "linux")]
mod children;
mod conn;
mod door;
mod ending;
mod guest;
mod holder;
mod interface;
mod limits;
mod listener;
mod os;
mod outbox;
mod pause;
pub mod proc;
pub mod programs;
mod queue;
mod queued;
mod refusal;
mod seat;
mod sweeper;
mod udp;
mod usher;
mod wake;

pub use addr::Place as Address;
#[cfg(unix)]
pub use alone::Alone;
pub use buffer::Buffer;
#[cfg(target_os = "linux")]
pub use children::Children;
pub use conn::Conn;
pub use door::{Counts, Door, Place, WhenFull};
pub use guest::{Guest, Word};
pub use holder::{Holder, Owner, holder, kernel_queue};
pub use interface::Interface;
pub use limits::{Allowed, Limit, Need, allowed, safe};
pub use listener::{Listener, open};
pub use os::{
    descriptors, has_none, is_asleep, raise_descriptors, status, thread_id,
};
pub use outbox::Outbox;
pub use pause::Pause;
pub use proc::sockets::{State, Transport};
pub use queue::{Entrance, Exit, queue};
pub use queued::{queued, start as start_sampler};
pub use refusal::Refusal;
pub use seat::Seats;
pub use sweeper::start as start_sweeper;
pub use udp::{
    Datagrams, Guard, Lost, Mailbag, Member, Plan, Seat, Tally, To, Verdict,
    answer as challenge_answer, is_old_service, open as open_datagrams, plain,
    proof,
};
