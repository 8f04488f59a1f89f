//! Where a process can't be handed a connection as its standard input.

use super::Failure;
use crate::cli::Serve;

pub fn child(_: impl Iterator<Item = String>) -> Result<(), Failure> {
    Err(Failure::usage("--child is for echostage itself, on Linux"))
}

pub fn inetd(_: &Serve) -> Result<(), Failure> {
    Err(Failure::usage(
        "--inetd needs a system with inetd; serve without it here",
    ))
}

pub fn is_client<T>(_: T) -> bool {
    false
}
