//! What starts, where; and what doesn't, in one line that says what to do.

mod addresses;
#[path = "../common/mod.rs"]
mod common;
mod flags;
mod ports;

use common::{Server, refused};

/// Refused at this address; the line names each of these.
fn refused_at(listen: &str, parts: &[&str]) -> i32 {
    let (told, code) = refused(Server::command("", "", listen));
    names(&told, parts);
    code
}

fn names(told: &str, parts: &[&str]) {
    for part in parts {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
}
