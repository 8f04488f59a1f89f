//! The book inside the program: each page of lessons/, taken apart; and what
//! it looks like in a terminal and on paper. No I/O here.

mod block;
mod line;
mod page;
pub mod paper;
pub mod pattern;
mod programs;
mod steps;
mod table;
pub mod text;

pub use block::{Block, blocks};
pub use line::{Line, SHELL};
pub use page::{Item, Page, Part};
pub use programs::{called, programs};
pub use steps::{Act, Step, addresses, steps, terminals};
pub use table::{Lesson, TABLE, named};
