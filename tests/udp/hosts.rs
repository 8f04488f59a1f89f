//! A host in a namespace of its own: what runs there, and what has left it.

use crate::common::tools::need;
use crate::common::{PATIENCE, Server, until, until_equal};
use crate::peer::Peer;
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use std::fs::{self, File};
use std::net::{SocketAddr, UdpSocket};
use std::os::fd::AsFd;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

pub struct Host {
    pub space: String,
    pub ip: [u8; 4],
}

impl Host {
    /// Does it on this host; sockets made there stay there.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let file = File::open(format!("/run/netns/{}", self.space)).unwrap();
        let enter = || {
            let kind = Some(LinkNameSpaceType::Network);
            move_into_link_name_space(file.as_fd(), kind).unwrap();
            work()
        };
        std::thread::scope(|scope| scope.spawn(enter).join().unwrap())
    }

    pub fn at(&self, port: u16) -> SocketAddr {
        (self.ip, port).into()
    }

    pub fn command(&self, listen: &str, args: &str) -> Command {
        let ip = need("ip");
        let wrapper = format!("{} netns exec {}", ip.display(), self.space);
        Server::command(&wrapper, args, listen)
    }

    pub fn server(&self, listen: &str, args: &str) -> Server {
        Server::spawn(self.command(listen, args))
    }

    /// On every address, also those of a broadcast or a group.
    pub fn bind(&self, port: u16) -> UdpSocket {
        let socket = self.run(|| UdpSocket::bind(("0.0.0.0", port)).unwrap());
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket
    }

    pub fn peer(&self, to: SocketAddr) -> Peer {
        Peer::on(self.run(|| UdpSocket::bind(self.at(0)).unwrap()), to)
    }

    /// How many datagrams have left this host.
    pub fn sent(&self) -> u64 {
        let file = "/proc/thread-self/net/snmp";
        let table = self.run(|| fs::read_to_string(file).unwrap());
        let mut rows = table.lines().filter(|line| line.starts_with("Udp: "));
        let (names, counts) = (rows.next().unwrap(), rows.next().unwrap());
        let named = names.split(' ').zip(counts.split(' '));
        let mut sent = named.filter(|(name, _)| *name == "OutDatagrams");
        sent.next().unwrap().1.parse().unwrap()
    }

    /// The same when it stands still: a datagram may be heard a moment before
    /// it is counted.
    pub fn sent_so_far(&self) -> u64 {
        until("a count that stands still", || {
            let before = self.sent();
            sleep(Duration::from_millis(20));
            (self.sent() == before).then_some(before)
        })
    }

    /// Waits until so many have left this host in all; and no more.
    #[track_caller]
    pub fn has_sent(&self, all: u64) {
        until_equal("datagrams sent", &all, || self.sent());
        assert_eq!(self.sent_so_far(), all, "datagrams sent");
    }
}
