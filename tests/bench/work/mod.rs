//! What the clients do, and what it is measured by: `make bench` and
//! `make peers` put their servers through the same.
#![allow(dead_code)] // neither uses all of it

pub mod bulk;
pub mod busy;
pub mod counted;
pub mod idle;
pub mod pingpong;
pub mod short;
