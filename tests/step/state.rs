//! The scheduler's own rules, by a clock that we hold.

use echostage::step::{
    Gates, Goal, NETWORK, News, Play, SILENCE, State, Who, parse,
};
use echostage::trace::{Call, Label, Spot, Stand};

const SECOND: u64 = 1_000_000_000;

fn stand(thread: &str, before: Call) -> Stand {
    let thread = Label::new(thread);
    Stand { thread, conn: 0, before, bytes: 0, spot: Spot::default() }
}

fn state(schedule: &str) -> State {
    let steps = parse(schedule).unwrap();
    let play = (!steps.is_empty()).then(|| Play::new(steps));
    State::new(Gates::Calls, play, NETWORK, 0)
}

fn shown(state: &State, now: u64) -> Vec<String> {
    let rows = state.view(now).rows;
    rows.iter().map(|row| format!("{} {}", row.state, row.text)).collect()
}

fn sleeps(_: u32) -> bool {
    true
}

#[test]
fn blocked_means_let_go_and_silent_for_20_ms() {
    let mut state = state("");
    assert_eq!(SILENCE, SECOND / 50);
    assert!(state.comes(&stand("worker-1", Call::Read), None, true, 0));
    assert_eq!(shown(&state, 9 * SECOND), ["held worker-1 before read"]);
    state.let_go(Label::new("worker-1"), 10);
    assert_eq!(shown(&state, 10 + SILENCE - 1), ["runs worker-1 in read"]);
    assert_eq!(shown(&state, 10 + SILENCE), ["blocked worker-1 in read"]);
}

#[test]
fn a_step_of_a_schedule_waits_until_the_last_one_rests() {
    let mut state = state("a read\nb read\na write");
    state.comes(&stand("a", Call::Read), Some(1), true, 0);
    state.comes(&stand("b", Call::Read), Some(2), true, 0);
    let awake = |_| false;
    assert_eq!(state.advance(1, awake), None);
    assert!(!state.is_held(Label::new("a")));
    // It is silent, but it runs: it is only slow.
    assert_eq!(state.advance(SILENCE * 9, awake), None);
    assert!(state.is_held(Label::new("b")));
    state.comes(&stand("a", Call::Write), Some(1), true, SILENCE * 9);
    state.advance(SILENCE * 9, awake);
    assert!(!state.is_held(Label::new("b")));
    state.advance(SILENCE * 11, sleeps); // b is blocked
    assert!(!state.is_held(Label::new("a")));
    assert_eq!(state.advance(SILENCE * 13, sleeps), Some(News::Played));
}

#[test]
fn who_is_held_elsewhere_can_never_come() {
    let mut state = state("# one step\n\na write");
    state.comes(&stand("a", Call::Read), None, true, 0);
    let Some(News::Stuck(stuck)) = state.advance(1, sleeps) else { panic!() };
    assert_eq!((stuck.line, &*stuck.step.to_string()), (3, "a write"));
    assert_eq!(stuck.now, "it is held before read");
}

#[test]
fn who_does_not_come_is_given_up_after_5_s_or_30_s() {
    let mut one = state("b read");
    one.comes(&stand("a", Call::Read), None, true, 0);
    assert_eq!(one.advance(5 * SECOND - 1, sleeps), None);
    assert!(matches!(one.advance(5 * SECOND, sleeps), Some(News::Stuck(_))));
    let mut other = state("a accept\nb read");
    other.comes(&stand("a", Call::Accept), None, true, 0);
    other.advance(0, sleeps);
    assert_eq!(other.advance(30 * SECOND - 1, sleeps), None);
    assert!(matches!(other.advance(30 * SECOND, sleeps), Some(News::Stuck(_))));
}

#[test]
fn until_takes_1000_steps_at_most() {
    let mut state = state("");
    state.until(Goal::parse("closed").unwrap(), 0);
    let mut now = 0;
    for _ in 0..1000 {
        state.comes(&stand("a", Call::Read), None, true, now);
        now += SILENCE;
        assert_eq!(state.advance(now, sleeps), None);
        assert!(!state.is_held(Label::new("a")));
    }
    state.comes(&stand("a", Call::Read), None, true, now);
    assert_eq!(state.advance(now, sleeps), Some(News::NotReached));
}

#[test]
fn until_stops_at_once_where_somebody_stands_already() {
    let mut state = state("");
    state.comes(&stand("a", Call::Write), None, true, 0);
    state.until(Goal::parse("write").unwrap(), 1);
    assert_eq!(state.advance(SECOND, sleeps), Some(News::Reached));
    assert!(state.is_held(Label::new("a")));
}

#[test]
fn numbers_go_by_who_has_been_held_longest() {
    let mut state = state("");
    for name in ["a", "b", "c"] {
        state.comes(&stand(name, Call::Read), None, true, 0);
    }
    state.let_go(Label::new("a"), 0);
    state.comes(&stand("a", Call::Write), None, true, 1);
    let third = state.choose(Who::Number(3)).unwrap();
    assert_eq!(third.as_str(), "a");
    assert!(state.choose(Who::Number(0)).is_err());
    assert!(state.choose(Who::Number(4)).is_err());
}
