//! Puts every stage, and any other server, through the same scenarios, and
//! says what the figures prove and what only the noise did.

pub mod bare;
mod charts;
mod contender;
pub mod drawn;
pub mod expected;
mod little;
mod machine;
pub mod model;
mod noise;
mod outcome;
mod player;
mod result;
mod row;
mod run;
mod scenario;
mod sentence;
mod setting;
pub mod shown;
mod stored;
mod throng;
mod turn;
mod verdict;
mod why;

pub use crate::hosted::Cost;
pub use charts::{Charts, Point, Series};
pub use contender::{Also, BARE, BARE_LOOP};
pub use noise::{exceeds, quartiles};
pub use result::{AtATime, Comparison, Contestant, Kind, Machine};
pub use row::{Better, Cell, Given, Row, Unit, Verdict};
pub use run::{Plan, run, sentence};
pub use scenario::{Scenario, TABLE, named};
pub use setting::Moment;
pub use stored::stored;
pub use verdict::decide;
