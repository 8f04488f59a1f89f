//! What is wrong on this machine, before a lesson or after an accident: a
//! table of checks, one file each. They look; only `Patient` ends anything.

mod children;
mod connections;
mod ear;
mod files;
mod finding;
mod holders;
mod left;
mod limits;
mod loopback;
mod machine;
mod many;
mod patient;
mod port;
mod process;
mod system;
mod tools;

pub use finding::{Finding, Verdict};
pub use loopback::is_reached;
pub use patient::Patient;
pub use process::Process;
pub use system::Manager;
pub use tools::{install, missing};

/// Each says its findings of a port, or of the machine, in this order.
pub const TABLE: &[fn(u16) -> Vec<Finding>] = &[
    port::tcp,
    port::udp,
    connections::look,
    children::look,
    files::look,
    tools::look,
    limits::look,
    loopback::look,
    many::broadcast,
    many::multicast,
    machine::look,
];
