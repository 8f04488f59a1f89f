//! What a person sees in a terminal of 80 columns.

use crate::common::terminal::Terminal;
use crate::tape::{Tape, file};

#[test]
fn a_drawing_fits_the_terminal_and_its_first_row_tells_what_ran() {
    let mut tape = Tape::of("single");
    tape.accept((0.0, 1_000.0), "listener", 1);
    tape.queued(1_500.0, &[2]);
    tape.open(1_000.5, "read", "listener", 1);
    let (_folder, path) = file(tape.ended(4_000.0));
    let terminal = Terminal::open();
    let screen =
        terminal.output(&format!("echostage timeline {}", path.display()));
    let at = screen.iter().position(|l| l.starts_with("single, echo")).unwrap();
    let queue = screen.iter().find(|l| l.contains("kernel's queue")).unwrap();
    assert!(queue.trim_end().chars().count() == 80, "{screen:#?}");
    assert!(screen.len() - at <= 12, "{screen:#?}");
}
