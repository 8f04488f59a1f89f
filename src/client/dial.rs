//! From a name to a connection: lookup, each address in turn, and again.

use super::ending::{Trouble, advice, is_timeout, reason};
use super::state::State;
use super::target::Target;
use super::teller::Teller;
use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;

/// The longest pause between two tries.
const LONGEST: Duration = Duration::from_secs(5);

#[derive(Clone, Debug)]
pub struct Dial {
    pub target: Target,
    /// Where to come from; None is the system's choice.
    pub bind: Option<SocketAddr>,
    /// For each address.
    pub timeout: Duration,
    /// Further tries after the first.
    pub retry: u32,
    /// Room for little only (SO_RCVBUF): it fills soon.
    pub small: bool,
}

impl Dial {
    /// Tries until it is connected, or there are no more tries.
    pub fn connect(&self, teller: &Teller) -> Result<TcpStream, Trouble> {
        let mut pause = Duration::from_millis(100);
        let mut nth = 0;
        loop {
            let failure = match self.once(teller) {
                Err(failure) if nth < self.retry => failure,
                result => return result,
            };
            if failure.code != 3 {
                return Err(failure); // the next try would end the same way
            }
            nth += 1;
            let seconds = pause.as_secs_f64();
            let of = self.retry;
            teller.state(&State::Again { pause: seconds, nth, of });
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST);
        }
    }

    fn once(&self, teller: &Teller) -> Result<TcpStream, Trouble> {
        let addrs = self.lookup(teller)?;
        let mut failure = None;
        for (i, peer) in addrs.iter().copied().enumerate() {
            let (nth, of) = (i + 1, addrs.len());
            teller.state(&State::Connecting { peer, nth, of });
            match self.to(peer) {
                Ok(stream) => return Ok(connected(stream, peer, teller)),
                Err(e) => {
                    let (why, what) = (self.why(&e), advice(peer, &e));
                    teller.state(&State::failed(&why));
                    let text = format!("cannot connect to {peer}: {why}");
                    failure = Some(format!("{text}: {what}"));
                }
            }
        }
        Err(Trouble::unreached(failure.unwrap_or_default()))
    }

    /// The addresses of the target that we can come from, at least one.
    pub fn lookup(&self, teller: &Teller) -> Result<Vec<SocketAddr>, Trouble> {
        let target = self.target.to_string();
        teller.state(&State::HostLookup { target });
        let mut addrs = self.target.addrs().map_err(|e| {
            let why = reason(&e);
            teller.state(&State::failed(&why));
            Trouble::unreached(format!(
                "cannot find {}: {why}; check the name, or write an address",
                self.target
            ))
        })?;
        if let Some(bind) = self.bind {
            addrs.retain(|addr| addr.is_ipv4() == bind.is_ipv4());
        }
        if addrs.is_empty() {
            return Err(Trouble::words(
                "--bind and HOST must both be IPv4, or both IPv6",
            ));
        }
        Ok(addrs)
    }

    /// One connection to one address.
    pub fn to(&self, peer: SocketAddr) -> io::Result<TcpStream> {
        let socket =
            Socket::new(Domain::for_address(peer), Type::STREAM, None)?;
        if self.small {
            socket.set_recv_buffer_size(4096)?;
        }
        if let Some(bind) = self.bind {
            socket.bind(&bind.into())?;
        }
        socket.connect_timeout(&peer.into(), self.timeout)?;
        // A line typed is a line sent: no waiting for more (tcp(7)).
        socket.set_tcp_nodelay(true)?;
        Ok(socket.into())
    }

    fn why(&self, error: &io::Error) -> String {
        if is_timeout(error) {
            format!("no answer for {:.1} s", self.timeout.as_secs_f64())
        } else {
            reason(error)
        }
    }
}

fn connected(
    stream: TcpStream,
    peer: SocketAddr,
    teller: &Teller,
) -> TcpStream {
    // Only a connection that is over already has no name of its own.
    if let Ok(local) = stream.local_addr() {
        teller.state(&State::Connected { local, peer });
    }
    stream
}
