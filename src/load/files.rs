//! A descriptor for each client: as many as the system lets us have.

use std::io;

/// Makes room for so many sockets. Fails where the hard limit forbids it.
#[cfg(unix)]
pub fn make_room(sockets: usize) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    // Standard streams, each thread's epoll and its waker, a library's own.
    let needed = sockets as u64 + 32;
    if now.current.is_none_or(|most| needed <= most) {
        return Ok(());
    }
    if let Some(most) = now.maximum.filter(|most| needed > *most) {
        return Err(io::Error::other(format!(
            "{sockets} sockets need {needed} descriptors, and this system \
             lets us have {most}: ask for fewer, or raise the limit \
             (ulimit -Hn, limits.conf)"
        )));
    }
    let wanted = Rlimit { current: now.maximum, maximum: now.maximum };
    Ok(setrlimit(Resource::Nofile, wanted)?)
}

#[cfg(not(unix))]
pub fn make_room(_: usize) -> io::Result<()> {
    Ok(())
}
