//! `echostage check`: each stage is named rightly, each wrong server fails
//! where it is wrong, and nothing is left behind.

#[path = "../common/mod.rs"]
mod common;
mod ends;
mod flags;
mod found;
mod many;
mod models;
mod right;
mod stages;
mod starters;
mod starts;
mod wrong;
mod wrong_udp;
