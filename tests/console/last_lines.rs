//! What a stop has to tell is on the screen before the server ends.

use crate::Console;
use rustix::process::Signal;

#[test]
fn a_stop_shows_how_each_connection_ended() {
    // The editor paints on a thread of its own: it may be late any time.
    for round in 0..20 {
        let console = Console::open("");
        let _inside = console.inside();
        console.signal(Signal::TERM);
        console.is_gone();
        let told = console.terminal.all();
        let ended = told.iter().any(|line| line.ends_with("server closing"));
        assert!(ended, "round {round}: {told:#?}");
    }
}
