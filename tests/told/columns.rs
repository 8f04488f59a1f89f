//! A line fits: 72 columns with the widest IPv4 peer, 40 with `--brief`.

use crate::common::{Client, Server};

/// Every kind of line there is, and who the peers were. The third client finds
/// the door full where two may be inside, and else the queue.
fn all_kinds_of_line(flags: &str, inside: usize) -> (Server, Vec<String>) {
    let pool = "--stage bounded-pool --workers 1 --queue 1";
    let full = "--queue-full turn-away --door-full turn-away";
    let mut server =
        Server::start(&format!("{pool} {full} --max-clients {inside} {flags}"));
    let mut first = server.client();
    first.echo("hello\r\n");
    first.echo(format!("{}\n", "a long line ".repeat(50)));
    first.echo(b"\xff\xf4\xff\xfd\x06");
    let mut second = server.client();
    let mut third = server.client();
    assert!(third.line().starts_with("* turned away: "));
    let ends = [&first, &second, &third].map(Client::name).to_vec();
    drop(first);
    second.echo("served after a while\n");
    server.stop();
    server.log.wait_end();
    (server, ends)
}

/// The line as it would be if its peer were the widest there is (21 columns);
/// real ones here have at most 15.
fn widest(line: &str, peers: &[String]) -> String {
    let wide = "255.255.255.255:65535";
    peers.iter().fold(line.to_string(), |line, peer| line.replace(peer, wide))
}

fn fit(flags: &str, columns: usize) {
    for inside in [2, 3] {
        let (server, mut ends) = all_kinds_of_line(flags, inside);
        ends.push(server.addr.to_string());
        assert!(server.log.lines().len() >= 7, "{}", server.log.text());
        for line in server.log.lines() {
            let line = widest(&line, &ends);
            let width = line.chars().count();
            assert!(width <= columns, "{width} columns: {line:?}");
        }
    }
}

#[test]
fn every_line_fits_72_columns() {
    fit("", 72);
}

#[test]
fn every_line_fits_72_columns_with_reads_and_writes() {
    fit("-v", 72);
}

#[test]
fn every_brief_line_fits_40_columns() {
    fit("--brief", 40);
}

#[test]
fn every_brief_line_fits_40_columns_with_reads_and_writes() {
    fit("--brief -v", 40);
}

#[test]
fn a_brief_line_still_says_who_and_what() {
    let server = Server::start("--brief");
    server.client().echo("hello\n");
    let line = server.wait_for_line("by the client");
    assert!(line.contains("#1"), "{line}");
}
