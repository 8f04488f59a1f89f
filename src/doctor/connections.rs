//! What is left of the port's connections: those that the kernel still keeps
//! although one side, or both, have closed (RFC 9293, section 3.3.2).

use super::Finding;
use crate::net::states;

pub fn look(port: u16) -> Vec<Finding> {
    let states = states(port);
    let count = |state| states.iter().filter(|one| *one == state).count();
    let (time_wait, close_wait) = (count("06"), count("08"));
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
                "{time_wait} in TIME_WAIT: gone in a minute; they only keep \
                 out a server without SO_REUSEADDR"
            ),
        ));
    }
    if all.is_empty() {
        all.push(Finding::ok("sockets", "no closed connection is left over"));
    }
    all
}
