//! Where our words come from: read and written, or moved by the kernel from a
//! pipe to the socket without a copy through us (splice(2)).

use super::stream::PIECE;
use super::wait;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

pub trait Input: Send {
    /// Waits for input and moves it to the socket. `begun` is called between.
    fn feed(&mut self, to: &TcpStream, begun: &mut dyn FnMut()) -> Fed;
}

pub enum Fed {
    /// The socket took so many bytes.
    Moved(u64),
    End,
    /// The input can't be read.
    Unread(io::Error),
    /// The socket takes no more; who reads it sees why.
    Refused,
}

pub struct Copied {
    from: Box<dyn Read + Send>,
    bytes: Vec<u8>,
}

impl Copied {
    pub fn new(from: Box<dyn Read + Send>) -> Self {
        Self { from, bytes: vec![0; PIECE] }
    }
}

impl Input for Copied {
    fn feed(&mut self, mut to: &TcpStream, begun: &mut dyn FnMut()) -> Fed {
        let n = loop {
            match self.from.read(&mut self.bytes) {
                Ok(0) => return Fed::End,
                Ok(n) => break n,
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    if let Err(e) = wait::for_input(io::stdin()) {
                        return Fed::Unread(e);
                    }
                }
                Err(e) => return Fed::Unread(e),
            }
        };
        begun();
        match to.write_all(&self.bytes[..n]) {
            Ok(()) => Fed::Moved(n as u64),
            Err(_) => Fed::Refused,
        }
    }
}

#[cfg(target_os = "linux")]
pub use linux::{Spliced, is_pipe, pull};

#[cfg(target_os = "linux")]
mod linux {
    use super::{Fed, Input, PIECE, TcpStream, io, wait};
    use rustix::fs::{FileType, fstat};
    use rustix::io::Errno;
    use rustix::pipe::{SpliceFlags, splice};
    use std::fs::File;
    use std::os::fd::AsFd;

    /// A pipe.
    pub struct Spliced(File);

    impl Spliced {
        pub fn new(from: impl AsFd) -> Option<Self> {
            is_pipe(&from).then_some(())?;
            let own = from.as_fd().try_clone_to_owned().ok()?;
            Some(Self(own.into()))
        }
    }

    impl Input for Spliced {
        fn feed(&mut self, to: &TcpStream, begun: &mut dyn FnMut()) -> Fed {
            // splice waits for both ends and does not say for which.
            if let Err(e) = wait::for_input(&self.0) {
                return Fed::Unread(e);
            }
            begun();
            match moved(&self.0, to) {
                Ok(0) => Fed::End,
                Ok(n) => Fed::Moved(n as u64),
                Err(_) => Fed::Refused,
            }
        }
    }

    /// A pipe whose calls wait: of another one splice would not say which of
    /// its two ends was not ready.
    pub fn is_pipe(file: &impl AsFd) -> bool {
        let fifo = fstat(file).is_ok_and(|stat| {
            FileType::from_raw_mode(stat.st_mode) == FileType::Fifo
        });
        fifo && wait::blocks(file)
    }

    /// From a socket to a pipe. None: not to this one (it appends).
    pub fn pull(from: &TcpStream, to: &File) -> Option<io::Result<usize>> {
        match moved(from, to) {
            Err(Errno::INVAL) => None,
            result => Some(result.map_err(io::Error::from)),
        }
    }

    fn moved(from: impl AsFd, to: impl AsFd) -> Result<usize, Errno> {
        loop {
            let flags = SpliceFlags::empty();
            match splice(&from, None, &to, None, PIECE, flags) {
                Err(Errno::INTR) => (),
                result => return result,
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{is_pipe, pull};

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use super::{TcpStream, io};
    use std::fs::File;

    pub fn is_pipe(_: &File) -> bool {
        false
    }

    pub fn pull(_: &TcpStream, _: &File) -> Option<io::Result<usize>> {
        None
    }
}
