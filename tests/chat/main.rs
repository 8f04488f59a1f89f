//! The chat room, as its members see it.

mod commands;
#[path = "../common/mod.rs"]
mod common;
mod member;
mod names;
mod room;
mod slow;
mod typed;
