//! The model beside what was measured: only where the law applies.

use crate::made_up::{comparison, missing};
use echostage::compare::Verdict;
use echostage::compare::expected::{Expected, expected};

fn law<'a>(all: &'a [Expected], scenario: &str, name: &str) -> &'a Expected {
    let its = |law: &&Expected| law.scenario == scenario && law.name == name;
    all.iter().find(its).unwrap()
}

fn due(law: &Expected, contestant: usize) -> Option<f64> {
    let line = law.lines.iter().find(|line| line.contestant == contestant)?;
    Some((line.expected * 1e9).round() / 1e9)
}

#[test]
fn a_sleep_is_reckoned_by_who_is_served_at_a_time() {
    let all = expected(&comparison());
    let sleep = law(&all, "sleep", "32 clients");
    assert_eq!(due(sleep, 1), Some(0.32), "single, one by one");
    assert_eq!(due(sleep, 3), Some(0.01), "threads, all at once");
    assert_eq!(due(sleep, 4), Some(0.08), "a pool of four");
    assert_eq!(due(sleep, 0), None, "not measured");
    let why = |nth: usize| {
        let line = sleep.lines.iter().find(|line| line.contestant == nth);
        line.unwrap().why.as_str()
    };
    assert!(why(4).contains("the last 70 ms"), "{}", why(4));
    assert!(why(3).contains("nobody waits; 125 µs a request"), "{}", why(3));
}

#[test]
fn a_burn_is_reckoned_by_the_processors() {
    let all = expected(&comparison());
    let burn = law(&all, "burn", "8 clients");
    assert_eq!((due(burn, 1), due(burn, 3)), (Some(0.08), Some(0.04)));
}

#[test]
fn a_wrong_or_missing_figure_is_reckoned_with_nowhere() {
    let mut found = comparison();
    for row in &mut found.rows {
        row.cells[3] = missing("it ended early");
        row.cells[4].verdict = Verdict::Wrong("3".into());
    }
    found.charts.latency.clear();
    for law in expected(&found) {
        assert_eq!((due(&law, 3), due(&law, 4)), (None, None), "{law:?}");
    }
}

#[test]
fn littles_law_counts_who_is_served() {
    let mut found = comparison();
    found.charts.by_clients[3].points[3].y = 64_000.0;
    // A few of them took long: the quantiles would say less.
    found.charts.means[3] = Some(0.001);
    let all = expected(&found);
    let little = law(&all, "crowd", "served at a time");
    let line = little.lines.iter().find(|line| line.contestant == 3).unwrap();
    assert_eq!(line.expected, 64.0);
    assert!((line.measured - 64.0).abs() < 0.1, "{}", line.measured);
    assert_eq!(line.why, "", "no difference to speak of");
}

/// A connection that costs nobody less may still wait while another is served.
#[test]
fn more_short_connections_than_reckoned_have_two_causes() {
    let all = expected(&comparison());
    let churn = law(&all, "churn", "connections");
    assert!(churn.law.starts_with("about "), "{}", churn.law);
    let mut found = comparison();
    let row = found.rows.iter_mut().find(|row| row.scenario == "churn");
    row.unwrap().cells[4].value = Some(60_000.0);
    let all = expected(&found);
    let churn = law(&all, "churn", "connections");
    let line = churn.lines.iter().find(|line| line.contestant == 4).unwrap();
    assert!(line.why.ends_with("or its waits overlap"), "{}", line.why);
}

/// A round trip is not what it takes of a processor: no bound comes of it.
#[test]
fn a_crowd_is_reckoned_and_not_bounded() {
    let mut found = comparison();
    let [fewer, more] = [10_000.0, 1e6].map(|rate| {
        let row = found.rows.iter_mut().find(|row| row.scenario == "crowd");
        row.unwrap().cells[3].value = Some(rate);
        let all = expected(&found);
        let crowd = law(&all, "crowd", "round trips");
        assert!(crowd.law.starts_with("about "), "{}", crowd.law);
        let line = crowd.lines.iter().find(|line| line.contestant == 3);
        line.unwrap().why.clone()
    });
    assert!(fewer.starts_with("less than that"), "{fewer}");
    assert!(more.contains("a round trip takes at most 2 µs"), "{more}");
}
