//! The other end of a connection: a client that tells what it does, and that
//! can misbehave on purpose.

mod challenge;
mod count;
mod count_udp;
mod datagrams;
mod dial;
mod ending;
mod input;
mod ledger;
mod listen;
pub mod mischief;
pub mod numbered;
mod output;
mod sender;
mod session;
mod shown;
mod state;
mod story;
mod strangers;
mod stream;
mod tally;
mod target;
mod teller;
mod threads;
mod udp;
mod verdict;
mod wait;
mod wire;

pub use count::Count;
pub use datagrams::Datagrams;
pub use dial::Dial;
pub use ending::{Ending, Trouble, advice, reason};
#[cfg(target_os = "linux")]
pub use input::Spliced;
pub use input::{Copied, Input};
pub use listen::Ear;
pub use output::{Escaped, Lines, Output, Pulled, Raw};
pub use shown::Shown;
pub use stream::Talk;
pub use tally::Tally;
pub use target::{Target, is_ours};
pub use teller::{Manner, Teller};
pub use threads::MOST as LONGEST_DATAGRAM;
pub use udp::Udp;
pub use wire::Wire;
