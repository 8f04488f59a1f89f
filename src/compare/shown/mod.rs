//! A comparison for people: a table, a page for a lesson, and words.

mod amount;
mod cell;
mod expected;
mod json;
mod machine;
mod markdown;
mod table;

pub use amount::{amount, bytes, figures, seconds};
pub use cell::{
    SIGNS, middle_half, name, notes, place, sign, together, value, within,
};
pub use expected::{model, model_page};
pub use json::{MARK as JSON, json};
pub use machine::{about, machine};
pub use markdown::{MARK as PAGE, markdown};
pub use table::{Ink, table};
