//! The other end of a connection: a client that tells what it does, and that
//! can misbehave on purpose.

mod dial;
mod ending;
mod output;
mod sender;
mod shown;
mod state;
mod stream;
mod target;
mod teller;
mod typing;

pub use dial::Dial;
pub use ending::{Ending, Trouble};
pub use output::{Escaped, Lines, Output, Raw};
pub use shown::Shown;
pub use stream::Talk;
pub use target::{Target, is_ours};
pub use teller::{Manner, Teller};
pub use typing::{Above, Typed, open as open_editor};
