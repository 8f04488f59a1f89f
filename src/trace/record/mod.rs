//! A recording: what happened, as a file that others can read.

mod entry;
mod format;
mod gap;
mod item;
mod pen;
mod quick;
mod recorder;

pub use format::{Entry, Header, VERSION};
pub use recorder::Record;
