//! A recording: what happened, as a file that others can read.

mod format;

pub use format::{Entry, Header, VERSION};
