//! Other people's programs in a group, and with datagrams of every size.

use crate::common::until;
use crate::loopback::ears;
use crate::member::Member;
use crate::peers::Program;
use std::net::Ipv4Addr;

/// As the kernel lists it: the address's bytes in this machine's order.
fn has_joined(group: Ipv4Addr) -> Option<()> {
    let hex = format!("{:08X}", u32::from_ne_bytes(group.octets()));
    let table = std::fs::read_to_string("/proc/net/igmp").unwrap();
    table.contains(&hex).then_some(())
}

#[test]
fn a_socat_that_joined_the_group_hears_what_is_said() {
    // Held, for nobody else to take it; who joins shares it.
    let ([_ear], port) = ears();
    let group = Ipv4Addr::new(239, 9, 4, 1);
    let joins = format!("reuseaddr,ip-add-membership={group}:127.0.0.1");
    let from = format!("UDP4-RECV:{port},{joins}");
    let socat = Program::start("socat", &["-u", &from, "-"]);
    until("a socat in the group", || has_joined(group));
    let server = crate::relay(&format!("--to {group}:{port}"));
    let member = Member::join(&server);
    member.say("hello group");
    socat.out.wait_for("guest-1: hello group");
    member.has_heard_nothing();
}

const PYTHON: &str = r#"
import socket, sys
peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
peer.settimeout(20)
for size in 0, 1, 1472, 1473, 65507:
    said = bytes(i * 7 % 256 for i in range(size))
    peer.sendto(said, ("127.0.0.1", int(sys.argv[1])))
    heard, sender = peer.recvfrom(65536)
    print(size, heard == said, sender[0], flush=True)
peer.connect(("127.0.0.1", int(sys.argv[1])))
peer.send(b"connected")
print(peer.recv(100), flush=True)
"#;

#[test]
fn pythons_socket_gets_every_size_back() {
    let server = crate::echo("");
    let port = server.addr.port().to_string();
    let python = Program::start("python3", &["-c", PYTHON, &port]);
    python.out.wait_for("b'connected'");
    for size in [0, 1, 1472, 1473, 65_507] {
        python.out.wait_for(&format!("{size} True 127.0.0.1"));
    }
}
