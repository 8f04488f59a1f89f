//! Datagrams with any sender one likes, and every datagram that arrives at an
//! address, whoever it is for. Both want root (CAP_NET_RAW).

use crate::common::PATIENCE;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{ErrorKind, Read};
use std::net::{Ipv4Addr, SocketAddrV4};

/// Whether we may; says what it needs if not.
pub fn is_root(test: &str) -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        eprintln!("{test}: skipped, it forges senders: run it as root");
    }
    root
}

/// Writes the IP header itself.
pub struct Forger(Socket);

impl Forger {
    pub fn new() -> Self {
        let raw = Some(Protocol::from(255)); // IPPROTO_RAW
        Self(Socket::new(Domain::IPV4, Type::RAW, raw).unwrap())
    }

    pub fn send(&self, from: SocketAddrV4, to: SocketAddrV4, data: &str) {
        let packet = packet(from, to, data.as_bytes());
        let sent = self.0.send_to(&packet, &to.into()).unwrap();
        assert_eq!(sent, packet.len());
    }
}

/// RFC 791 and RFC 768. The kernel fills in length, number and checksum of the
/// IP header; without a checksum of its own a UDP datagram is taken as it is.
fn packet(from: SocketAddrV4, to: SocketAddrV4, data: &[u8]) -> Vec<u8> {
    let len = 8 + u16::try_from(data.len()).unwrap();
    let (udp, ttl) = (17, 64);
    let mut packet = vec![0x45, 0, 0, 0, 0, 0, 0, 0, ttl, udp, 0, 0];
    packet.extend(from.ip().octets());
    packet.extend(to.ip().octets());
    for word in [from.port(), to.port(), len, 0] {
        packet.extend(word.to_be_bytes());
    }
    packet.extend(data);
    packet
}

/// A datagram that somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub from: SocketAddrV4,
    pub to: SocketAddrV4,
    /// How many routers it could still cross, and one.
    pub ttl: u8,
    pub data: Vec<u8>,
}

/// A raw socket gets a copy of each datagram for its address, also where
/// nobody is bound.
pub struct Wire(Socket);

impl Wire {
    pub fn at(address: Ipv4Addr) -> Self {
        let udp = Some(Protocol::UDP);
        let socket = Socket::new(Domain::IPV4, Type::RAW, udp).unwrap();
        socket.bind(&SocketAddrV4::new(address, 0).into()).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        Self(socket)
    }

    /// At a group, on the interface with this address.
    pub fn joined(group: Ipv4Addr, interface: Ipv4Addr) -> Self {
        let wire = Self::at(group);
        wire.0.join_multicast_v4(&group, &interface).unwrap();
        wire
    }

    pub fn next(&self) -> Seen {
        let mut room = vec![0; 65_536];
        let len = loop {
            match (&self.0).read(&mut room) {
                Err(e) if e.kind() == ErrorKind::Interrupted => (),
                result => break result.expect("nothing on the wire"),
            }
        };
        let (head, rest) = room[..len].split_at(20);
        let ip = |at: usize| {
            let octets: [u8; 4] = head[at..at + 4].try_into().unwrap();
            Ipv4Addr::from(octets)
        };
        let port = |at: usize| u16::from_be_bytes([rest[at], rest[at + 1]]);
        Seen {
            from: SocketAddrV4::new(ip(12), port(0)),
            to: SocketAddrV4::new(ip(16), port(2)),
            ttl: head[8],
            data: rest[8..].to_vec(),
        }
    }

    /// All up to this one, and without it.
    pub fn until(&self, last: impl Fn(&Seen) -> bool) -> Vec<Seen> {
        let mut all = Vec::new();
        loop {
            let seen = self.next();
            if last(&seen) {
                return all;
            }
            all.push(seen);
        }
    }
}
