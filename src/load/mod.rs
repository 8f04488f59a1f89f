//! A load that checks each answer, and counts from when a request was due.

mod plan;
mod report;

pub use plan::{Plan, Until, Wire};
pub use report::{Kind, Latency, Report};
