//! Deadlines stand still while somebody is held.

use crate::Stepped;

#[test]
fn a_silent_client_is_let_go_only_while_nobody_is_held() {
    let mut server = Stepped::start("--idle-timeout 0.2");
    let mut client = server.inside("listener");
    server.tell("until #1 read");
    let answer = server.tell("#1 read");
    assert!(answer.row("listener").contains("held"), "{answer:?}");
    assert!(client.hears_nothing(1500), "its time ran while one was held");
    server.tell("listener accept"); // now nobody is
    client.rest_or_reset();
    server.write("until closed\n");
    assert!(server.log.wait_for("#1 closed").ends_with("idle"));
}
