//! Demos look into the kernel's tables, which only Linux has as files; here
//! the command only says so.

use super::Failure;
use crate::cli::Demo;

pub fn run(_: &Demo) -> Result<(), Failure> {
    Err(Failure::start(
        "echostage demo needs Linux: it looks into /proc; see the lessons for \
         what it would show",
    ))
}
