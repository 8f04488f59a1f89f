//! Puts every stage, and any other server, through the same scenarios, and
//! says what the figures prove and what only the noise did.

mod charts;
pub mod drawn;
pub mod expected;
pub mod model;
mod result;
pub mod shown;
mod why;

pub use charts::{Charts, Point, Series};
pub use result::{
    AtATime, Better, Cell, Comparison, Contestant, Cost, Given, Kind, Machine,
    Row, Unit, Verdict,
};
