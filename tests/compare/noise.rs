//! What noise can explain, and what it can't.

use echostage::compare::{
    AtATime, Better, Cell, Contestant, Given, Kind, Row, Unit, Verdict, decide,
    exceeds, quartiles,
};
use proptest::collection::vec;
use proptest::prelude::*;

pub fn contestant(name: &str, kind: Kind) -> Contestant {
    Contestant {
        name: name.into(),
        kind,
        model: String::new(),
        at_a_time: AtATime::All,
        udp: false,
        command: String::new(),
    }
}

pub fn row(scenario: &'static str, turns: &[&[f64]], better: Better) -> Row {
    let cell =
        |turns: &&[f64]| Cell { rounds: turns.to_vec(), ..Cell::default() };
    Row {
        scenario,
        name: "made up".into(),
        work: String::new(),
        unit: Unit::Seconds,
        better,
        given: Given::default(),
        cells: turns.iter().map(cell).collect(),
        sentence: String::new(),
    }
}

fn verdicts(turns: &[&[f64]], better: Better) -> Vec<Verdict> {
    let mut row = row("hello", turns, better);
    let names = ["a", "b", "c", "d", "e"];
    let all: Vec<Contestant> =
        names.iter().map(|name| contestant(name, Kind::Stage)).collect();
    decide(&mut row, &all[..turns.len()]);
    row.cells.into_iter().map(|cell| cell.verdict).collect()
}

#[test]
fn who_wins_each_turn_is_best_and_who_wins_some_is_not() {
    let (slow, fast) = ([2.0, 2.1, 2.0, 2.2, 2.1, 2.0], [1.0; 6]);
    use Verdict::{Best, Ranked, Same};
    assert_eq!(verdicts(&[&slow, &fast], Better::Lower), [Ranked(2), Best]);
    assert_eq!(verdicts(&[&slow, &fast], Better::Higher), [Best, Ranked(2)]);
    // The machine was slow in some turns: for both alike.
    let (a, b) = (
        [1.0, 5.0, 1.0, 9.0, 2.0, 1.0, 1.0, 4.0],
        [1.2, 6.0, 1.2, 9.9, 2.4, 1.2, 1.2, 4.4],
    );
    assert_eq!(verdicts(&[&a, &b], Better::Lower), [Best, Ranked(2)]);
    let mixed = [0.8, 6.0, 1.2, 9.9, 2.4, 1.2, 1.2, 4.4];
    assert_eq!(verdicts(&[&a[..6], &b[..6]], Better::Lower), [Same, Same]);
    assert_eq!(verdicts(&[&a, &mixed], Better::Lower), [Same, Same]);
}

#[test]
fn a_place_is_shared_and_counts_who_stands_before() {
    use Verdict::{Ranked, Same};
    let turns: [&[f64]; 5] =
        [&[3.0; 6], &[1.0; 6], &[1.01; 6], &[3.05; 6], &[9.0; 6]];
    assert_eq!(
        verdicts(&turns, Better::Lower),
        [Ranked(3), Same, Same, Ranked(3), Ranked(5)]
    );
}

#[test]
fn two_turns_put_nobody_before_anybody() {
    let turns: [&[f64]; 3] = [&[1.0; 2], &[9.0; 2], &[99.0; 2]];
    assert_eq!(verdicts(&turns, Better::Lower), [const { Verdict::Same }; 3]);
}

#[test]
fn who_is_alone_is_neither_best_nor_ranked() {
    let verdict = verdicts(&[&[1.0; 6]], Better::Lower);
    assert!(matches!(&verdict[..], [Verdict::Unranked(_)]), "{verdict:?}");
}

#[test]
fn few_turns_need_a_wide_gap() {
    for turns in 5..8 {
        assert!(exceeds(&vec![1.3; turns], &vec![1.0; turns]), "{turns}");
        assert!(!exceeds(&vec![1.2; turns], &vec![1.0; turns]), "{turns}");
    }
    let one_each = [9.0, 9.0, 9.0, 9.0, 0.9];
    assert!(!exceeds(&one_each, &[1.0; 5]), "one turn was lost");
    for turns in 1..5 {
        assert!(!exceeds(&vec![9.0; turns], &vec![1.0; turns]), "{turns}");
    }
    assert!(!exceeds(&[], &[]));
}

/// So many turns, of which `a` wins some by 10 % and loses the rest.
fn wins(turns: usize, won: usize) -> bool {
    let b = vec![1.0; turns];
    let a: Vec<f64> =
        (0..turns).map(|n| if n < won { 1.1 } else { 0.9 }).collect();
    exceeds(&a, &b)
}

/// A coin does so, on either side, with a probability of 2/256, 18/256; of
/// 26/4096, 158/4096; of 1,976/262,144, 8,096/262,144.
#[test]
fn so_many_turns_must_be_won() {
    for (turns, enough) in [(8, 8), (12, 11), (18, 15)] {
        assert!(wins(turns, enough), "{enough} of {turns}");
        assert!(!wins(turns, enough - 1), "{} of {turns}", enough - 1);
    }
}

/// Two that are the same, on a machine whose turns differ up to 100 times.
#[test]
fn of_two_that_are_the_same_one_leads_in_one_of_100_comparisons_at_most() {
    const TIMES: usize = 20_000;
    let mut random = Random(1);
    for turns in 1..=18 {
        let mut look = || -> Vec<f64> {
            (0..turns).map(|_| 100f64.powf(random.next())).collect()
        };
        let led = (0..TIMES).filter(|_| {
            let (a, b) = (look(), look());
            exceeds(&a, &b) || exceeds(&b, &a)
        });
        let rate = led.count() as f64 / TIMES as f64;
        // Chance itself varies: three of its deviations, sqrt(p/n).
        assert!(rate <= 0.01 + 0.0021, "{rate} in {turns} turns");
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), so that each run is the same.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

proptest! {
    #[test]
    fn of_two_at_most_one_is_better(
        a in vec(0.1f64..10.0, 1..20),
        b in vec(0.1f64..10.0, 1..20),
    ) {
        prop_assert!(!(exceeds(&a, &b) && exceeds(&b, &a)));
    }

    #[test]
    fn the_median_lies_between_the_quartiles(a in vec(-9.0f64..9.0, 1..30)) {
        let [low, mid, high] = quartiles(&a).unwrap();
        prop_assert!(low <= mid && mid <= high);
    }

    /// Whatever was measured: the better median never stands below.
    #[test]
    fn places_follow_the_medians(
        turns in vec(vec(0.1f64..3.0, 8), 2..5),
        higher: bool,
    ) {
        let better = if higher { Better::Higher } else { Better::Lower };
        let turns: Vec<&[f64]> = turns.iter().map(Vec::as_slice).collect();
        let place = |verdict: &Verdict| match verdict {
            Verdict::Best | Verdict::Same => 1,
            Verdict::Ranked(place) => *place,
            other => panic!("{other:?}"),
        };
        let places: Vec<usize> =
            verdicts(&turns, better).iter().map(place).collect();
        for (a, one) in turns.iter().enumerate() {
            for (b, two) in turns.iter().enumerate() {
                let [one, two] = [one, two].map(|t| quartiles(t).unwrap()[1]);
                let first = if higher { one > two } else { one < two };
                prop_assert!(!first || places[a] <= places[b]);
            }
        }
    }
}
