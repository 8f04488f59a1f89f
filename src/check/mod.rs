//! Grades an echo server of any hand: names its model, with the evidence, and
//! finds the first level of promises that it does not keep.

mod bench;
mod capacity;
mod finding;
mod grade;
mod model;
mod nobody;
mod peer;
mod probe;
mod said;
mod sender;
mod subject;

pub use finding::{Broken, Finding, Tried};
pub use grade::{Grade, Plan, run};
pub use model::{AtATime, Expected, Model, Where, Who};
pub use probe::{levels, names};
pub use subject::Subject;
