//! What a classroom sees.

use crate::watched::Watched;

#[test]
fn the_answer_stands_in_the_upper_half_of_80_by_24() {
    let watched = Watched::start("--stage pool --workers 1");
    let clients = watched.silent(3);
    let terminal = watched.board(80, 24);
    let screen = terminal.wait("two who wait", |screen| {
        let both = screen.iter().any(|line| line.starts_with(" C  █"));
        let whole = screen.iter().any(|line| line.contains("#3 C  127."));
        (both && whole).then(|| screen.to_vec())
    });
    let row = |part: &str| {
        let at = screen.iter().position(|line| line.contains(part));
        at.unwrap_or_else(|| panic!("no {part:?}:\n{}", screen.join("\n")))
    };
    assert_eq!(screen.len(), 24);
    assert!(row("pool, echo  127.0.0.1:") == 0);
    assert!(screen[1].contains("▟▀▙") && screen[4].contains("▀▀▀"));
    assert!(row(" B  █") < row(" C  █"), "the longest wait comes first");
    assert!(row("because a worker waits for A to send") < 12);
    assert!(row("our queue 2") >= 9);
    assert!(row("#3 C  127.0.0.1:") >= 9);
    assert!(screen[23].contains("q quit"));
    drop(clients);
    terminal.sees("Nobody is inside");
    terminal.sees("closed: 0 B in, 0 B out, by the client");
}

#[test]
fn at_120_by_40_the_letters_are_twice_as_high() {
    let watched = Watched::start("--stage single");
    let _clients = watched.silent(2);
    let terminal = watched.board(120, 40);
    let screen = terminal.wait("somebody who waits", |screen| {
        let waits = screen.iter().any(|line| line.contains("kernel's queue, "));
        waits.then(|| screen.to_vec())
    });
    assert_eq!(screen.len(), 40);
    let high = screen.iter().filter(|line| line.contains("   ██   ██"));
    assert!(high.count() > 3, "{}", screen.join("\n"));
}

#[test]
fn the_board_follows_the_size_of_its_window() {
    let watched = Watched::start("--stage single");
    let _clients = watched.silent(2);
    let terminal = watched.board(80, 24);
    terminal.sees("▟▀▙");
    for (columns, rows) in [(40, 8), (120, 40), (20, 5), (80, 24)] {
        terminal.resize(columns, rows);
        let title = "single";
        terminal.wait("a board of the new size", |screen| {
            let full = screen.len() == usize::from(rows);
            let wide = screen.iter().map(|line| line.chars().count()).max()?;
            let head = screen[0].trim_start().starts_with(title);
            let tail = screen.last()?.starts_with(" q quit");
            (full && head && tail && wide <= usize::from(columns)).then_some(())
        });
    }
    terminal.resize(40, 8);
    terminal.sees("1 WAITS");
}

#[test]
fn each_connection_has_its_colour_unless_there_are_none() {
    let watched = Watched::start("--stage pool --workers 1");
    let _clients = watched.silent(2);
    for (before, coloured) in [("", true), ("NO_COLOR=1", false)] {
        let terminal = crate::common::terminal::Terminal::open();
        watched.watch_on(&terminal, before);
        terminal.sees(" B  █");
        let colours = terminal.colours().join("\n");
        assert_eq!(colours.contains("38;5;166m"), coloured, "{colours:?}");
    }
}

#[test]
fn every_stage_has_a_board() {
    let served = [
        ("single", "one client at a time"),
        ("process", "one process per client"),
        ("threads", "one thread per client"),
        ("pool", "4 workers and a queue without end"),
        ("bounded-pool", "4 workers and a bounded queue"),
        ("prethread", "4 threads that each accept"),
    ];
    for (stage, words) in served {
        let watched = Watched::start(&format!("--stage {stage}"));
        let _client = watched.silent(1);
        let terminal = watched.board(80, 24);
        terminal.sees(" A is served");
        terminal.sees(words);
        terminal.sees("#1 A  127.0.0.1:");
    }
    for stage in ["udp-echo", "udp-broadcast"] {
        let watched = Watched::start(&format!("--stage {stage}"));
        let terminal = watched.board(80, 24);
        terminal.sees("datagrams in 0");
    }
}

#[test]
fn who_waits_gets_the_rows_of_the_log_and_why_comes_last() {
    let args = "--stage bounded-pool --workers 2 --queue 4";
    let watched = Watched::start(args);
    let _clients = watched.silent(14);
    let terminal = watched.board(80, 24);
    let screen = terminal.wait("twelve who wait", |screen| {
        let more = screen.iter().any(|line| line.contains("and 6 more wait"));
        more.then(|| screen.to_vec())
    });
    let whole = screen.join("\n");
    assert!(whole.contains("because our queue is full"), "{whole}");
    assert!(!whole.contains('─'), "no room for the log:\n{whole}");
    let hand = |line: &&String| line.contains("acceptor's hand");
    terminal.resize(80, 40);
    terminal.wait("its place in both lists", |screen| {
        (screen.iter().filter(hand).count() == 2).then_some(())
    });
    terminal.resize(40, 8);
    let small = terminal.wait("a small board", |screen| {
        (screen.len() == 8 && screen[1].contains("12 WAIT"))
            .then(|| screen.join("\n"))
    });
    assert!(small.contains(" more wait"), "{small}");
    assert!(!small.contains("because"), "{small}");
}
