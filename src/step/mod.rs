//! You are the scheduler: who is held at a gate, and whom to let go next. No
//! I/O here; the prompt and the files are in `commands/step/`.

mod advance;
mod choice;
mod goal;
mod keeper;
mod order;
mod schedule;
mod serving;
mod state;
mod thread;
mod view;
mod waiting;

pub use advance::{NETWORK, News, Play, Stuck};
pub use goal::Goal;
pub use keeper::Keeper;
pub use order::{Order, Who, order};
pub use schedule::{Damage, MARK, Step, parse};
pub use state::{Gates, State};
pub use thread::SILENCE;
pub use view::{Row, View};
