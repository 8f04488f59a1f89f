//! Puts every stage, and any other server, through the same scenarios, and
//! says what the figures prove and what only the noise did.

pub mod bare;
mod charts;
mod contender;
pub mod drawn;
pub mod expected;
pub(crate) mod family;
mod little;
mod machine;
pub mod model;
mod noise;
mod outcome;
mod player;
mod reap;
mod result;
mod run;
mod said;
mod scenario;
mod sentence;
pub(crate) mod server;
mod setting;
pub mod shown;
mod throng;
mod turn;
mod usage;
mod verdict;
mod why;

pub use charts::{Charts, Point, Series};
pub use contender::{Also, BARE, BARE_LOOP};
pub use noise::{exceeds, quartiles};
#[cfg(target_os = "linux")]
pub(crate) use reap::adopt;
pub use result::{
    AtATime, Better, Cell, Comparison, Contestant, Cost, Given, Kind, Machine,
    Row, Unit, Verdict,
};
pub use run::{Plan, run, sentence};
pub use scenario::{Scenario, TABLE, named};
pub use server::kill_all;
pub use setting::Moment;
pub use verdict::decide;
