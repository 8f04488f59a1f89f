//! One process per client: the child is this program again, with the
//! connection as its standard input. It shares nothing and can break nothing.

use crate::net::{Children, Listener};
use std::os::unix::process::CommandExt;
use std::{io, process::Command};

pub fn run(clients: Listener, told: &[String]) -> io::Result<()> {
    let children = Children::new()?;
    for conn in clients {
        let id = conn.id().to_string();
        let mut child = Command::new("/proc/self/exe");
        child.arg0(format!("echostage: client {id}"));
        child.arg("--child").arg(id).args(told);
        child.process_group(0); // a terminal's Ctrl-C is for the parent
        children.start(conn, child);
    }
    Ok(())
}
