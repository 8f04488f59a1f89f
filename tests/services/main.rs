//! What the services say: lines and their naive twin, and the flags that change
//! how an answer comes.

mod answers;
#[path = "../common/mod.rs"]
mod common;
mod lines;
