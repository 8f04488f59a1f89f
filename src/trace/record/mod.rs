//! A recording: what happened, as a file that others can read.

mod entry;
mod format;
mod writer;

pub use format::{Entry, Header, VERSION};
pub use writer::Record;
