//! What is left of the port's connections: those that the kernel still keeps
//! although one side, or both, have closed (RFC 9293, section 3.3.2).

use super::Finding;
use crate::net::proc::sockets::{self, State, Transport};

pub fn look(port: u16) -> Vec<Finding> {
    let (mut time_wait, mut close_wait) = (0, 0);
    for socket in sockets::all(Transport::Tcp) {
        match socket.state {
            _ if socket.local.port() != port => (),
            State::TimeWait => time_wait += 1,
            State::CloseWait => close_wait += 1,
            _ => (),
        }
    }
    let mut all = Vec::new();
    if close_wait > 0 {
        all.push(Finding::look(
            "sockets",
            format!(
                "{close_wait} in CLOSE_WAIT: the client has left, the server \
                 has not closed"
            ),
            &format!(
                "look again; if they stay, the server is busy, stopped or \
                 forgets to close: ss -tan sport = {port}"
            ),
        ));
    }
    if time_wait > 0 {
        all.push(Finding::ok(
            "sockets",
            format!(
                "{time_wait} in TIME_WAIT: gone in a minute; they keep nobody \
                 out if the last server and the next one set SO_REUSEADDR"
            ),
        ));
    }
    if all.is_empty() {
        all.push(Finding::ok("sockets", "no closed connection is left over"));
    }
    all
}
