//! `--delay` and `--burn`: a pause before each answer.

use crate::member::Member;
use crate::peer::Peer;
use std::time::{Duration, Instant};

#[test]
fn a_pause_comes_before_each_answer_and_keeps_their_order() {
    for flag in ["--delay", "--burn"] {
        let server = crate::echo(&format!("{flag} 100"));
        let peer = Peer::of(&server);
        let begin = Instant::now();
        (0..5u8).for_each(|n| peer.say([n]));
        for n in 0..5u8 {
            peer.hear([n]);
            let least = Duration::from_millis(100) * (u32::from(n) + 1);
            assert!(begin.elapsed() >= least, "{flag}: {n} too soon");
        }
    }
}

#[test]
fn a_pause_comes_before_each_message_that_is_sent_on() {
    for flag in ["--delay", "--burn"] {
        let server = crate::relay(&format!("{flag} 100"));
        let [first, second] = Member::join_all(&server);
        let begin = Instant::now();
        (0..3).for_each(|n| second.say(&format!("{n}")));
        for n in 0..3 {
            first.hear(&format!("guest-2: {n}"));
            let least = Duration::from_millis(100) * (n + 1);
            assert!(begin.elapsed() >= least, "{flag}: {n} too soon");
        }
    }
}
