//! Puts every stage, and any other server, through the same scenarios, and
//! says what the figures prove and what only the noise did.

pub mod bare;
mod charts;
mod contender;
mod family;
pub mod figure;
mod machine;
mod noise;
mod outcome;
mod result;
mod run;
mod said;
mod scenario;
mod sentence;
mod server;
mod setting;
mod throng;
mod turn;
mod usage;
mod verdict;

pub use charts::{Charts, Point, Series};
pub use contender::{Also, BARE};
pub use noise::{exceeds, quartiles};
pub use result::{
    AtATime, Better, Cell, Comparison, Contestant, Cost, Given, Kind, Machine,
    Row, Unit, Verdict,
};
pub use run::{Plan, run, sentence};
pub use scenario::{Scenario, TABLE, named};
pub use setting::Moment;
pub use verdict::decide;
