//! A load that checks each answer, and counts from when a request was due.

mod asker;
mod desk;
mod driver;
mod files;
mod flight;
mod own;
mod pattern;
mod plan;
mod report;
mod run;
mod socket;
mod stop;

pub use plan::{Plan, Until, Wire};
pub use report::{Kind, Latency, Report};
pub use run::run;
pub use stop::{Progress, Stop};
