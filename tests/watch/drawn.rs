//! The board at any size, of any state.

use echostage::trace::Header;
use echostage::watch::{Client, Datagrams, Doing, Queued, State, View, draw};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn drawn(view: &mut View, columns: u16, rows: u16) -> String {
    let backend = TestBackend::new(columns, rows);
    let mut terminal = Terminal::new(backend).unwrap();
    terminal.draw(|frame| draw(frame, view)).unwrap();
    terminal.backend().to_string()
}

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        Just("read".into()),
        Just(String::new()),
        "[a-z0-9:. ]{0,60}",
        "\\PC{0,30}",
    ]
    .boxed()
}

fn number() -> BoxedStrategy<u64> {
    prop_oneof![0..100u64, any::<u64>()].boxed()
}

prop_compose! {
    fn doing()(
        thread in text(), call in text(), held: bool, since in number(),
        early: bool,
    ) -> Doing {
        Doing { thread, call, held, since, early }
    }
}

prop_compose! {
    fn client()(
        conn in number(), peer in text(), since in number(), waits: bool,
        member: bool, doing in doing(), moved: Option<(u64, u64)>,
    ) -> Client {
        Client { conn, peer, since, waits, member, doing, moved }
    }
}

prop_compose! {
    fn queued()(peer in text(), since in number(), early: bool) -> Queued {
        Queued { peer, since, early }
    }
}

prop_compose! {
    fn datagrams()(
        received in number(), waiting in number(), since in number(),
    ) -> Datagrams {
        Datagrams { received, waiting, since, ..Datagrams::default() }
    }
}

prop_compose! {
    fn state()(
        (now, limit, inside, waiting) in
            (number(), number(), number(), number()),
        (places, queued_more, servers, lost) in
            (any::<Option<u64>>(), number(), number(), number()),
        clients in prop::collection::vec(client(), 0..40),
        queued in prop::collection::vec(queued(), 0..10),
        threads in prop::collection::vec(doing(), 0..10),
        datagrams in prop::option::of(datagrams()),
        log in prop::collection::vec(text(), 0..20),
        model in text(),
    ) -> State {
        State {
            now, limit, inside, waiting, places, queued_more, servers, lost,
            clients, queued, threads, datagrams, log, model,
            ..State::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_state_is_drawn_at_any_size(
        states in prop::collection::vec(state(), 1..3),
        columns in 1..200u16, rows in 1..60u16, scroll: usize,
        colour: bool, pause: bool,
    ) {
        let mut view = View::new(Header::default(), colour);
        for mut state in states {
            state.clean();
            view.take(state);
        }
        view.scroll = scroll;
        if pause {
            view.pause();
        }
        drawn(&mut view, columns, rows);
    }
}

#[test]
fn each_size_to_200_by_60_has_a_board() {
    let clients = (1..30).map(|conn| Client { conn, ..Client::default() });
    let state = State {
        now: 5_000_000_000,
        limit: 100,
        inside: 30,
        clients: clients.collect(),
        queued: vec![Queued::default()],
        ..State::default()
    };
    for (columns, rows) in (1..=200).flat_map(|x| (0..=60).map(move |y| (x, y)))
    {
        let few = |n: u16| n < 12 || n.is_multiple_of(20);
        if !(few(columns) && few(rows)) {
            continue;
        }
        let mut view = View::new(Header::default(), true);
        view.take(state.clone());
        let board = drawn(&mut view, columns, rows);
        assert_eq!(board.lines().count(), usize::from(rows));
        if columns > 30 && rows > 2 {
            let big = board.contains('▟') || board.contains("██");
            assert!(big || board.contains("1 WAITS 5.0 s"), "{board}");
        }
    }
}
