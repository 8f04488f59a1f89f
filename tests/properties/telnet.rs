//! Telnet's commands are cut out, wherever a read ends.

use echostage::service::Telnet;
use proptest::prelude::*;

fn read(pieces: &[&[u8]]) -> (Vec<u8>, Vec<u8>) {
    let (mut text, mut refusals) = (Vec::new(), Vec::new());
    let mut telnet = Telnet::default();
    for piece in pieces {
        telnet.read(piece, &mut text, &mut refusals);
    }
    (text, refusals)
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![240u8..=255, any::<u8>()], 0..100)
}

proptest! {
    #[test]
    fn any_split_gives_the_same_text(bytes in bytes(), size in 1usize..9) {
        let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
        prop_assert_eq!(read(&[&bytes]), read(&pieces));
    }

    #[test]
    fn text_without_commands_is_untouched(text in "\\PC{0,80}") {
        let (read, refusals) = read(&[text.as_bytes()]);
        prop_assert_eq!(read, text.into_bytes());
        prop_assert!(refusals.is_empty());
    }

    #[test]
    fn an_answer_is_never_longer_than_what_asked_for_it(bytes in bytes()) {
        prop_assert!(read(&[&bytes]).1.len() <= bytes.len());
    }
}
