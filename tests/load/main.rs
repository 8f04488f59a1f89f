//! `echostage load`: what it counts, what it catches, what it says of itself.

#[path = "../common/mod.rs"]
mod common;

mod stages;
