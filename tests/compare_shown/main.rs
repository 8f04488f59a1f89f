//! What `compare` prints and draws, of made-up results.

#[path = "../page/browser.rs"]
mod browser;
#[path = "../common/mod.rs"]
mod common;

mod charts;
mod data;
mod look;
mod made_up;
mod markdown;
mod model;
mod predicted;
mod table;
