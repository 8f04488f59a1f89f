//! A recording as text for a terminal: a drawing, or figures.

mod cell;
mod draw;
mod grid;
mod ink;
mod listing;
mod rows;
mod scale;
mod stats;
mod table;
mod units;

pub use draw::draw;
pub use ink::Ink;
pub use stats::stats;
