//! Descriptors that others have made non-blocking: the flag belongs to the
//! open file, which we share with ssh, a shell or an editor. So we leave it as
//! it is, and wait with `poll(2)`.

use std::fs::File;
use std::io::{self, ErrorKind, Write};

#[cfg(target_os = "linux")]
pub use unix::blocks;
#[cfg(unix)]
pub use unix::{for_input, for_room};

#[cfg(unix)]
mod unix {
    use rustix::event::{PollFd, PollFlags, poll};
    #[cfg(target_os = "linux")]
    use rustix::fs::{OFlags, fcntl_getfl};
    use rustix::io::Errno;
    use std::io;
    use std::os::fd::AsFd;

    /// Whether its calls wait.
    #[cfg(target_os = "linux")]
    pub fn blocks(file: impl AsFd) -> bool {
        fcntl_getfl(file).is_ok_and(|flags| !flags.contains(OFlags::NONBLOCK))
    }

    pub fn for_input(file: impl AsFd) -> io::Result<()> {
        ready(file, PollFlags::IN)
    }

    pub fn for_room(file: impl AsFd) -> io::Result<()> {
        ready(file, PollFlags::OUT)
    }

    fn ready(file: impl AsFd, what: PollFlags) -> io::Result<()> {
        let mut wait = [PollFd::new(&file, what)];
        loop {
            match poll(&mut wait, None) {
                Err(Errno::INTR) => (),
                result => return Ok(result.map(drop)?),
            }
        }
    }
}

#[cfg(not(unix))]
pub use elsewhere::{for_input, for_room};

/// Here such descriptors are not shared.
#[cfg(not(unix))]
mod elsewhere {
    use std::io::{self, ErrorKind};

    pub fn for_input<F>(_: F) -> io::Result<()> {
        Err(ErrorKind::WouldBlock.into())
    }

    pub fn for_room<F>(_: F) -> io::Result<()> {
        Err(ErrorKind::WouldBlock.into())
    }
}

/// Writes all, however long there is no room.
pub fn write_all(mut to: &File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match to.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(e) if e.kind() == ErrorKind::Interrupted => (),
            Err(e) if e.kind() == ErrorKind::WouldBlock => for_room(to)?,
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
