//! Servers of any hand that run for a while as processes of ours: started on
//! a port, looked into, and ended with all that they have started.

mod absent;
mod cost;
pub mod family;
mod live;
mod port;
mod reap;
mod said;
mod server;
pub mod taken;
mod turns;
mod usage;

pub use absent::Absent;
pub use cost::Cost;
pub use live::{end_strays, kill_all, more_strays};
pub use reap::{adopt, kill_all_below};
pub use server::Server;
pub use turns::Turns;
