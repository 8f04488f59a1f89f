//! What `compare` prints and draws, of made-up results.

#[allow(dead_code)] // it can do more than is needed here
#[path = "../page/browser.rs"]
mod browser;
#[path = "../common/mod.rs"]
mod common;

mod charts;
mod data;
mod ends;
mod made_up;
mod markdown;
mod model;
mod predicted;
mod stored;
mod table;
