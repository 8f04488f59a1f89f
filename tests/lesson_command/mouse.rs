//! A hand on the mouse: what it moves, the lesson brings back or shows.

use crate::stand::Stand;

fn in_mode(stand: &Stand, pane: &str) -> bool {
    stand.tmux(&["display", "-p", "-t", pane, "#{pane_in_mode}"]) == "1"
}

/// As a terminal tells of it: a button, and where.
fn mouse(stand: &Stand, button: u8, row: usize) {
    stand.terminal.write(&format!("\x1b[<{button};5;{row}M"));
}

#[test]
fn what_is_typed_reaches_a_terminal_that_was_scrolled_back() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    stand.tmux(&["copy-mode", "-t", "%1"]);
    stand.go_to("Look at server");
    stand.terminal.sees("listening on 127.0.0.1:8899");
    stand.tmux(&["copy-mode", "-t", "%2"]);
    stand.go_to("Look at telnet-1");
    stand.terminal.sees("Connected to 127.0.0.1.");
}

#[test]
fn a_wheel_over_the_text_leaves_it_to_the_keys() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    let screen = stand.terminal.screen();
    let first = |name: &str| {
        let name = format!("──  {name}  ─");
        screen.iter().position(|l| l.contains(&name)).unwrap() + 2
    };
    mouse(&stand, 64, 3);
    mouse(&stand, 64, first("server"));
    stand
        .terminal
        .wait("the server's history", |_| in_mode(&stand, "%1").then_some(()));
    assert!(!in_mode(&stand, "%0"));
    stand.press("Enter");
}

#[test]
fn a_click_that_takes_the_keys_away_is_shown_and_undone() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    let words = "click here";
    assert!(!stand.terminal.screen().concat().contains(words));
    let row = stand.terminal.screen().len();
    mouse(&stand, 0, row);
    stand.terminal.sees(words);
    let coloured = stand.terminal.colours();
    mouse(&stand, 0, 3);
    stand.terminal.wait("the text has the keys", |screen| {
        (!screen.concat().contains(words)).then_some(())
    });
    assert_ne!(coloured.last(), stand.terminal.colours().last());
    stand.press("Enter");
}

#[test]
fn a_right_click_opens_no_menu() {
    let stand = Stand::new(80, 24);
    stand.play("1");
    let before = stand.terminal.screen();
    let last = before.len();
    // Over the text, over a terminal, and on a border with a name.
    for row in [3, last, last - 3] {
        mouse(&stand, 2, row);
    }
    let keys = stand.tmux(&["list-keys", "-T", "root"]);
    assert!(!keys.contains("display-menu"), "{keys}");
    let after = stand.press("Enter");
    assert!(!after.concat().contains("Horizontal Split"), "{after:#?}");
}
