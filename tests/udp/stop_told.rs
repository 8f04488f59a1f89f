//! What a stop tells of a UDP server's whole life.

use crate::peer::Peer;
use crate::raw::is_root;
use std::net::SocketAddr;

fn told_at_the_stop(unanswered: usize) -> usize {
    let mut server = crate::echo("");
    let old = SocketAddr::from(([127, 0, 77, 203], 7));
    if unanswered > 0 {
        let old = Peer::at(old, server.addr);
        (0..unanswered).for_each(|_| old.say("x"));
    }
    Peer::of(&server).echo("marker");
    server.stop();
    server.log.wait_end();
    let told = format!("not answered: {unanswered} in all");
    assert!(server.log.count(" in all") <= 1, "{}", server.log.text());
    server.log.count(&told)
}

#[test]
fn how_many_were_not_answered_is_told_at_the_stop() {
    if is_root("an old port") {
        assert_eq!(told_at_the_stop(3), 1);
    }
}

#[test]
fn a_server_that_answered_all_tells_nothing_of_it() {
    assert_eq!(told_at_the_stop(0), 0);
}
