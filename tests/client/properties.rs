//! What is parsed and shown, tried with inputs that nobody would think of.

use echostage::client::{Shown, Tally, Target, numbered};
use echostage::net::challenge_answer;
use proptest::prelude::*;
use std::net::{Ipv6Addr, SocketAddr};

fn shown(pieces: &[&[u8]]) -> String {
    let mut shown = Shown::default();
    let mut text = String::new();
    for piece in pieces {
        text += &shown.push(piece);
    }
    text + &shown.finish()
}

proptest! {
    #[test]
    fn a_target_that_parses_is_written_as_it_is_parsed(text in "\\PC{0,30}") {
        if let Ok(target) = text.parse::<Target>() {
            prop_assert_eq!(target.to_string().parse(), Ok(target));
        }
    }

    #[test]
    fn an_address_and_port_is_a_target(ip: [u8; 4], port in 1u16..) {
        let addr = SocketAddr::from((ip, port));
        let target: Target = addr.to_string().parse().unwrap();
        prop_assert_eq!(target.addrs().unwrap(), [addr]);
    }

    #[test]
    fn a_bare_ipv6_address_is_a_target(ip: [u8; 16]) {
        let ip = Ipv6Addr::from(ip);
        let target: Target = ip.to_string().parse().unwrap();
        let addr = SocketAddr::from((ip, 8899));
        prop_assert_eq!(target.addrs().unwrap(), [addr]);
    }

    #[test]
    fn any_split_shows_the_same(
        text in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..60),
            "[a中文é\u{202e}\n\r\t\u{1f600}\u{9b}]{0,20}".prop_map(Vec::from),
        ],
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let mut cuts: Vec<_> =
            cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let pieces: Vec<_> =
            cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect();
        let whole = shown(&[&text]);
        prop_assert_eq!(shown(&pieces), whole.clone());
        let raw = whole.chars().find(|c| c.is_control() && *c != '\n');
        prop_assert_eq!(raw, None);
    }

    #[test]
    fn a_numbered_message_says_its_number(number: u32, size in 8usize..2000) {
        let mut bytes = Vec::new();
        numbered::write(number, size, &mut bytes);
        prop_assert_eq!(bytes.len(), size);
        prop_assert_eq!(numbered::number(&bytes), Some(number));
    }

    #[test]
    fn a_changed_byte_always_shows(
        number: u32,
        size in 8usize..300,
        at: prop::sample::Index,
        flip in 1u8..,
    ) {
        let mut bytes = Vec::new();
        numbered::write(number, size, &mut bytes);
        bytes[at.index(size)] ^= flip;
        prop_assert_eq!(numbered::number(&bytes), None);
    }

    #[test]
    fn every_message_is_answered_changed_or_lost(
        came in proptest::collection::vec(0u32..40, 0..80),
    ) {
        let mut tally = Tally::default();
        let mut bytes = Vec::new();
        for number in came {
            numbered::write(number, 12, &mut bytes);
            tally.came(&bytes, 30, false);
        }
        tally.finish(30, Default::default());
        let sum = tally.answered + tally.changed.min(30) + tally.lost;
        prop_assert!(sum >= 30, "{tally}");
        prop_assert!(tally.answered <= 30);
    }

    #[test]
    fn only_a_challenge_is_answered(bytes: Vec<u8>, digits: u32) {
        let challenge = format!("send: join {digits}\n");
        let answer = format!("join {digits}\n").into_bytes();
        prop_assert_eq!(challenge_answer(challenge.as_bytes()), Some(answer.clone()));
        prop_assert_eq!(challenge_answer(challenge.trim_end().as_bytes()), Some(answer.clone()));
        prop_assert_eq!(challenge_answer(&answer), None);
        prop_assert_eq!(challenge_answer(&bytes), None);
        let longer = [challenge.as_bytes(), &bytes[..], b"."].concat();
        prop_assert_eq!(challenge_answer(&longer), None);
    }
}
