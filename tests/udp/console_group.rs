//! The operator's word to a group.

use crate::console::Console;
use crate::loopback::ears;
use crate::peer::Peer;
use std::net::Ipv4Addr;

#[test]
fn say_reaches_who_only_joined_the_group() {
    let ([ear], port) = ears();
    let group = Ipv4Addr::new(239, 9, 2, 3);
    ear.join_multicast_v4(&group, &Ipv4Addr::LOCALHOST).unwrap();
    let args = format!("--stage udp-broadcast --to {group}:{port}");
    let console = Console::open(&args);
    console.terminal.enter("say hi");
    Peer::on(ear, console.addr).hear("* hi\n");
}
