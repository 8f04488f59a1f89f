//! What each stage does that the others don't: who waits, where, and behind
//! how many.

mod bounded_pool;
#[path = "../common/mod.rs"]
mod common;
mod one_each;
mod pool;
mod process;
mod who_waits;

use common::{Client, Server};

/// Clients that say nothing, and hold what the stage gives to each.
fn silent(server: &Server, count: usize) -> Vec<Client> {
    (0..count).map(|_| server.client()).collect()
}
