//! Servers of any hand that run for a while as processes of ours: started on
//! a port, looked into, and ended with all that they have started.

mod cost;
pub mod family;
mod port;
mod reap;
mod said;
mod server;
mod turns;
mod usage;

pub use cost::Cost;
#[cfg(unix)]
pub use reap::all_below;
pub use reap::{adopt, kill_all_below};
pub use server::{Server, end_strays, kill_all, more_strays};
pub use turns::Turns;
