//! Who may be answered: never much for who has not shown that it hears us.

use echostage::net::{Guard, Verdict, proof};
use proptest::prelude::*;
use std::collections::HashMap;
use std::net::SocketAddr;

const SECOND: u64 = 1_000_000_000;

fn addr(n: u8) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, n], 5000))
}

fn challenge(number: u32) -> String {
    format!("send: join {number}\n")
}

proptest! {
    #[test]
    fn a_stranger_gets_no_more_than_three_times_its_bytes(
        sent in prop::collection::vec(
            (0u8..4, 0usize..100, 0u64..3 * SECOND), 0..300),
    ) {
        let (mut guard, mut now) = (Guard::default(), SECOND);
        let mut bytes: HashMap<u8, (usize, usize)> = HashMap::new();
        for (who, length, pause) in sent {
            now += pause;
            let (heard, told) = bytes.entry(who).or_default();
            *heard += length;
            match guard.judge(now, addr(who), &vec![b'x'; length]) {
                Verdict::Challenge(n) => *told += challenge(n).len(),
                verdict => prop_assert_eq!(verdict, Verdict::Ignore),
            }
            prop_assert!(*told <= (3 * *heard).max(64), "{told} for {heard}");
        }
    }

    #[test]
    fn only_the_right_number_is_a_proof(wrong in 100_000_000u32..1_000_000_000) {
        let mut guard = Guard::default();
        let Verdict::Challenge(number) = guard.judge(SECOND, addr(1), b"hello")
        else { return Err(TestCaseError::fail("no challenge")) };
        let right = format!("join {number}\n");
        if wrong != number {
            let text = format!("join {wrong}\n");
            let verdict = guard.judge(SECOND + 1, addr(1), text.as_bytes());
            prop_assert_eq!(verdict, Verdict::Ignore);
        }
        let other = guard.judge(SECOND + 2, addr(2), right.as_bytes());
        prop_assert_ne!(other, Verdict::Proven, "somebody else's number");
        let verdict = guard.judge(SECOND + 3, addr(1), right.as_bytes());
        prop_assert_eq!(verdict, Verdict::Proven);
        prop_assert_eq!(guard.judge(SECOND + 4, addr(1), b"x"), Verdict::Answer);
        let late = SECOND + 4 + 600 * SECOND;
        prop_assert_ne!(guard.judge(late, addr(1), b"x"), Verdict::Answer);
    }

    #[test]
    fn a_flood_of_strangers_is_asked_little(strangers in 100u16..5_000) {
        let mut guard = Guard::default();
        let asked = (1..=strangers).filter(|port| {
            let who = SocketAddr::from(([10, 0, 0, 1], *port));
            guard.judge(SECOND, who, b"hello") != Verdict::Ignore
        });
        prop_assert!(asked.count() <= 40);
    }

    #[test]
    fn guesses_are_few(guesses in prop::collection::vec(100_000_000u32..1_000_000_000, 50)) {
        let mut guard = Guard::default();
        let Verdict::Challenge(number) = guard.judge(SECOND, addr(1), b"hello")
        else { return Err(TestCaseError::fail("no challenge")) };
        for guess in guesses.iter().filter(|guess| **guess != number).take(3) {
            guard.judge(SECOND + 1, addr(1), format!("join {guess}").as_bytes());
        }
        let right = format!("join {number}");
        let verdict = guard.judge(SECOND + 2, addr(1), right.as_bytes());
        prop_assert_eq!(verdict, Verdict::Ignore);
    }

    #[test]
    fn an_echo_of_the_challenge_is_no_proof(number in 0u32..u32::MAX) {
        prop_assert_eq!(proof(challenge(number).as_bytes()), None);
        let answer = format!("join {number}\r\n");
        prop_assert_eq!(proof(answer.as_bytes()), Some(number));
    }

    #[test]
    fn no_bytes_confuse_the_guard(text in prop::collection::vec(any::<u8>(), 0..40)) {
        let verdict = Guard::default().judge(SECOND, addr(1), &text);
        prop_assert!(matches!(verdict, Verdict::Challenge(_)));
    }
}
