//! What a child process has of the terminal: nothing.

use crate::Console;
use crate::common::until;
use std::fs;

#[test]
fn a_child_inherits_no_descriptor_of_the_console() {
    let console = Console::open("--stage process");
    let _inside = console.inside();
    let child = until("a child", || {
        let servers = console.terminal.servers();
        servers.iter().find_map(|server| server.children().first().copied())
    });
    let pipes = || {
        let files = fs::read_dir(format!("/proc/{}/fd", child.0)).ok()?;
        let links =
            files.flatten().filter_map(|f| fs::read_link(f.path()).ok());
        let names = links.map(|link| link.to_string_lossy().into_owned());
        Some(names.filter(|name| name.starts_with("pipe:")).count())
    };
    assert_eq!(pipes(), Some(0));
}
