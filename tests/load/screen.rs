//! On a terminal of 80 by 24.

use crate::common::Server;
use crate::common::terminal::Terminal;

#[test]
fn a_bar_while_it_asks_and_a_report_that_fits() {
    let server = Server::start("");
    let terminal = Terminal::open();
    terminal.press("C-l");
    terminal.enter(&format!("echostage load {} -s 3", server.addr));
    terminal.wait("the bar", |screen| {
        screen.iter().find(|l| l.contains("━") && l.contains("of 3 s")).cloned()
    });
    terminal.rests_at("ready$");
    let screen = terminal.screen();
    assert!(screen[0].contains("load"), "scrolled away:\n{screen:#?}");
    assert!(screen.iter().all(|line| !line.contains("━")), "{screen:#?}");
}

#[test]
fn the_report_of_the_worst_server_fits_too() {
    let server = Server::start(
        "--stage single --max-clients 1 --door-full turn-away --once",
    );
    let terminal = Terminal::open();
    terminal.press("C-l");
    let args = "-c 8 -s 0.5 --timeout 0.5 --silent 0";
    terminal.enter(&format!("echostage load {} {args}", server.addr));
    terminal.sees("served");
    terminal.rests_at("ready$");
    assert!(terminal.screen()[0].contains("load"));
}

#[test]
fn ctrl_c_at_the_terminal_prints_and_a_code_tells() {
    let server = Server::start("");
    let terminal = Terminal::open();
    terminal.enter(&format!("echostage load {} -s 60", server.addr));
    terminal.sees("answers");
    terminal.press("C-c");
    terminal.sees("Cut short");
    terminal.rests_at("ready$");
    terminal.enter("echo code $?");
    terminal.sees("code 130");
}
