//! The laws hold for any clients, workers, processors and times.

use echostage::compare::model::{
    all_burnt, all_slept, inside, mean_wait, most_a_second, served_at_once,
    wait,
};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-9)
}

#[test]
fn the_figures_of_the_lesson() {
    // Eight clients, a sleep of 10 ms: one by one, four at a time, all.
    for (w, total) in [(1, 0.08), (4, 0.02), (8, 0.01), (100, 0.01)] {
        assert!(near(all_slept(8, w, 0.01), total), "{w} at a time");
    }
    // The same, burnt on two processors: more threads make nothing faster.
    for (w, total) in [(1, 0.08), (2, 0.04), (4, 0.04), (8, 0.04)] {
        assert!(near(all_burnt(8, w, 2, 0.01), total), "{w} at a time");
    }
    assert!(near(most_a_second(4, 0.01), 400.0));
    assert!(near(mean_wait(8, 1, 0.01), 0.035));
    assert!(near(wait(7, 1, 0.01), 0.07));
    // Ten come a second and each stays two: twenty are inside.
    assert!(near(inside(10.0, 2.0), 20.0));
}

proptest! {
    #[test]
    fn sleeping_takes_no_less_than_one_and_no_more_than_one_by_one(
        n in 1usize..200, w in 1usize..100, s in 1e-6f64..10.0,
    ) {
        let all = all_slept(n, w, s);
        prop_assert!(all >= s * 0.999_999 && all <= n as f64 * s * 1.000_001);
        prop_assert!(all >= n as f64 * s / w as f64 * 0.999_999);
        prop_assert!(all_slept(n, w + 1, s) <= all, "a worker more is no loss");
    }

    #[test]
    fn burning_is_never_faster_than_the_processors_or_than_sleeping(
        n in 1usize..200, w in 1usize..100, c in 1usize..64, s in 1e-6f64..10.0,
    ) {
        let all = all_burnt(n, w, c, s);
        prop_assert!(all >= all_slept(n, w, s));
        prop_assert!(all * c as f64 >= n as f64 * s * 0.999_999);
        prop_assert!(all <= n as f64 * s * 1.000_001);
        prop_assert!(all_burnt(n, w, c + 1, s) <= all);
        // Beyond the processors, more workers gain nothing.
        if w >= c && n.is_multiple_of(c) && n.is_multiple_of(w) {
            prop_assert!(near(all, all_burnt(n, c, c, s)));
        }
        // It gives no more a second than the bound.
        let rate = n as f64 / all;
        prop_assert!(rate <= most_a_second(w.min(c), s) * 1.000_001);
    }

    #[test]
    fn who_comes_later_waits_no_less_and_the_mean_is_between(
        n in 1usize..200, w in 1usize..100, s in 1e-6f64..10.0,
    ) {
        let last = wait(n - 1, w, s);
        prop_assert_eq!(wait(0, w, s), 0.0);
        prop_assert!(mean_wait(n, w, s) <= last * 1.000_001 + 1e-12);
        prop_assert!(near(last + s, all_slept(n, w, s)));
        if n <= w {
            prop_assert_eq!(last, 0.0, "nobody waits");
        }
    }

    #[test]
    fn as_many_are_served_as_come_and_as_there_is_place_for(
        n in 0usize..200, w in 0usize..100,
    ) {
        let served = served_at_once(n, w);
        prop_assert!(served >= 1 && served <= n.max(1) && served <= w.max(1));
    }
}
