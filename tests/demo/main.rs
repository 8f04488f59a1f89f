//! `echostage demo`: each fault is really seen, fits a screen, and leaves
//! nothing behind.

#[path = "../common/mod.rs"]
mod common;
mod ends;
mod list;
mod played;
mod seen;
mod without;
