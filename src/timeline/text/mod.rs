//! A recording as text for a terminal: a drawing, or figures.

mod axis;
mod cell;
mod draw;
mod grid;
mod ink;
mod line;
mod listing;
mod rows;
mod scale;
mod stats;
mod table;
mod units;

pub use draw::draw;
pub use ink::Ink;
pub use stats::stats;
