//! Lines are the same however the bytes arrive, and none outgrows its bound.

use echostage::service::{Frames, Line};
use proptest::prelude::*;

const LONGEST: usize = 16;

/// The lines in these pieces; None for one that was too long.
fn lines(pieces: &[&[u8]]) -> Vec<Option<Vec<u8>>> {
    let mut frames = Frames::new(LONGEST);
    let mut found = Vec::new();
    for piece in pieces.iter().copied().map(Some).chain([None]) {
        frames.push(piece);
        while let Some(line) = frames.line() {
            found.push(match line {
                Line::Whole(line) => Some(line.to_vec()),
                Line::TooLong => None,
            });
        }
    }
    found
}

/// Bytes in which ends of lines are frequent.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![Just(b'\n'), Just(b'\r'), b'a'..=b'c', any::<u8>()];
    prop::collection::vec(byte, 0..200)
}

proptest! {
    #[test]
    fn any_split_gives_the_same_lines(text in text(), size in 1usize..40) {
        let pieces: Vec<&[u8]> = text.chunks(size).collect();
        prop_assert_eq!(lines(&[&text]), lines(&pieces));
    }

    #[test]
    fn no_line_has_an_end_in_it_or_is_too_long(text in text()) {
        for line in lines(&[&text]).into_iter().flatten() {
            prop_assert!(line.len() < LONGEST && !line.contains(&b'\n'));
        }
    }

    #[test]
    fn short_lines_come_out_as_they_went_in(
        words in prop::collection::vec("[a-z]{0,14}", 0..20),
    ) {
        let text: String = words.iter().map(|w| format!("{w}\r\n")).collect();
        let found: Vec<_> = lines(&[text.as_bytes()]);
        let sent: Vec<_> =
            words.into_iter().map(|w| Some(w.into_bytes())).collect();
        prop_assert_eq!(found, sent);
    }
}
