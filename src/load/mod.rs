//! A load that checks each answer, and counts from when a request was due.

mod alarm;
mod asker;
mod desk;
mod driver;
mod files;
mod flight;
mod kind;
mod limit;
mod own;
mod pattern;
mod plan;
mod report;
mod run;
mod silent;
mod socket;
mod stop;
pub mod units;

pub use kind::Kind;
pub use limit::Limit;
pub use pattern::HEAD as SMALLEST_DATAGRAM;
pub use plan::{MOST_OPEN, Plan, Until, Wire};
pub use report::{Latency, Report};
pub use run::run;
pub use stop::{Progress, Stop};
