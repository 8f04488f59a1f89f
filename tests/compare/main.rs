//! `echostage compare`: what it measures, whom it sees through, what it says.

mod also;
#[path = "../common/mod.rs"]
mod common;
mod ends;
mod facts;
mod flags;
mod found;
mod noise;
mod sentences;
