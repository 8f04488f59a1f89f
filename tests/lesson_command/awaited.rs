//! What the page shows and a terminal does not: it is told, not passed over.

use crate::common::until;
use crate::stand::Stand;

const TOLD: &str = "The page shows something else here: ";

#[test]
fn a_command_that_fails_is_told_and_enter_goes_on() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    // Somebody takes the port after the lesson has looked.
    let program = env!("CARGO_BIN_EXE_echostage");
    let new = ["new-window", "-d", "-P", "-F", "#{pane_id}", program];
    let pane = stand.tmux(&new);
    until("the other server", || {
        let screen = stand.tmux(&["capture-pane", "-p", "-t", &pane]);
        screen.contains("listening on").then_some(())
    });
    stand.go_to("Look at server");
    let words = format!("{TOLD}listening on 127.0.0.1:8899; Enter goes on");
    stand.terminal.sees(&words);
    stand.terminal.sees("cannot listen on 127.0.0.1:8899");
    let next = stand.press("Enter");
    assert!(!next.concat().contains(TOLD), "{next:#?}");
    stand.terminal.press("q");
    stand.nothing_stays();
}

/// Ports, times and what stands for any line are no difference.
#[test]
fn what_the_page_shows_is_awaited_and_nothing_is_told() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    for words in ["Look at server", "Look at shell", "the second hello"] {
        let text = stand.go_to(words);
        assert!(!text.concat().contains(TOLD), "{text:#?}");
    }
}
