//! A server in the background never stops because of its terminal.

use crate::Console;
use crate::common::terminal::Terminal;
use crate::common::{Client, Folder, until};
use std::time::Duration;

fn runs_on(terminal: &Terminal) {
    let jobs = terminal.output("jobs").join("\n");
    assert!(jobs.contains("Running"), "{jobs}");
}

#[test]
fn started_with_an_ampersand_it_serves() {
    let console = Console::run("echostage --listen :0 &");
    let mut client = console.inside();
    console.terminal.press("Enter");
    runs_on(&console.terminal);
    client.echo("still here\n");
    console.client().echo("and newcomers too\n");
}

#[test]
fn brought_to_the_foreground_it_has_its_console() {
    let console = Console::run("echostage --listen :0 &");
    let mut client = console.inside();
    console.terminal.enter("fg");
    console.terminal.wait("the console's prompt", |screen| {
        (screen.last()? == ">").then_some(())
    });
    console.ask("say welcome");
    client.hear("* welcome\n");
    console.terminal.enter("stop");
    console.is_gone();
}

#[test]
fn stopped_with_ctrl_z_and_sent_to_the_background_it_serves() {
    let console = Console::open("");
    let mut client = console.inside();
    console.terminal.press("C-z");
    console.terminal.sees("Stopped");
    console.terminal.enter("bg");
    client.echo("still here\n");
    console.client().echo("and newcomers too\n");
    console.terminal.press("Enter");
    runs_on(&console.terminal);
    console.terminal.enter("fg");
    console.terminal.press("Enter");
    console.terminal.wait("the console's prompt", |screen| {
        (screen.last()? == ">").then_some(())
    });
    console.ask("say welcome back");
    client.hear("* welcome back\n");
}

/// The address, from the file that standard output went to.
fn address(folder: &Folder) -> std::net::SocketAddr {
    until("an address in the file", || {
        let out = std::fs::read_to_string(folder.path().join("out")).ok()?;
        out.lines().find_map(|l| l.strip_prefix("listening on ")?.parse().ok())
    })
}

/// The terminal goes away; those in it serve on, and rest.
fn survives_a_hang_up(terminal: &Terminal, mut client: Client) {
    client.echo("before\n");
    terminal.hang_up();
    client.echo("after\n");
    let addr = client.stream.peer_addr().unwrap();
    Client::connect(addr).echo("and newcomers too\n");
    let server = terminal.servers();
    assert_eq!(server.len(), 1, "{server:?}");
    let before = server[0].cpu();
    assert!(client.hears_nothing(1000));
    let used = server[0].cpu() - before;
    assert!(used < Duration::from_millis(100), "{used:?} in one idle second");
    client.echo("and on\n");
}

#[test]
fn nohup_outlives_its_terminal() {
    let (terminal, folder) = (Terminal::open(), Folder::new());
    let file = folder.path().join("out");
    let command = "nohup echostage --listen 127.0.0.1:0";
    terminal.enter(&format!("{command} >{} 2>&1 &", file.display()));
    let client = Client::connect(address(&folder));
    survives_a_hang_up(&terminal, client);
}

#[test]
fn setsid_outlives_its_terminal() {
    let (terminal, folder) = (Terminal::open(), Folder::new());
    let file = folder.path().join("out");
    let command = "setsid echostage --listen 127.0.0.1:0";
    terminal.enter(&format!("{command} >{} 2>&1 &", file.display()));
    let client = Client::connect(address(&folder));
    survives_a_hang_up(&terminal, client);
}

/// Every write to standard error fails from then on.
#[test]
fn setsid_outlives_the_terminal_that_its_log_goes_to() {
    let console = Console::run("setsid echostage --listen :0 &");
    let client = console.inside();
    survives_a_hang_up(&console.terminal, client);
}
