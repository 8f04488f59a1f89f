//! Hosts on a network of their own, by namespaces: 10.9.1.1, .2 and .3 on one
//! bridge, and 10.9.2.4, which only the first can reach, by another cable.

use crate::common::tools::need;
use crate::common::until;
use crate::hosts::Host;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

pub struct Network(String);

const WIRING: &str = "\
netns add NET|netns add A|netns add B|netns add C|netns add D|\
-n NET link add br0 type bridge mcast_snooping 0|-n NET link set br0 up|\
link add eth0 netns A type veth peer name to-a netns NET|\
link add eth0 netns B type veth peer name to-b netns NET|\
link add eth0 netns C type veth peer name to-c netns NET|\
link add eth1 netns A type veth peer name eth0 netns D|\
-n NET link set to-a master br0 up|-n NET link set to-b master br0 up|\
-n NET link set to-c master br0 up|\
-n A addr add 10.9.1.1/24 brd + dev eth0|-n A link set eth0 up|\
-n B addr add 10.9.1.2/24 brd + dev eth0|-n B link set eth0 up|\
-n C addr add 10.9.1.3/24 brd + dev eth0|-n C link set eth0 up|\
-n A addr add 10.9.2.1/24 brd + dev eth1|-n A link set eth1 up|\
-n D addr add 10.9.2.4/24 brd + dev eth0|-n D link set eth0 up|\
-n A addr add fd00:9::1/64 dev eth0 nodad|\
-n B addr add fd00:9::2/64 dev eth0 nodad|\
-n C addr add fd00:9::3/64 dev eth0 nodad|\
-n A link set lo up|-n B link set lo up|-n C link set lo up|\
-n D link set lo up";

impl Network {
    /// None where we may not; it says then what it needs.
    pub fn new(test: &str) -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            eprintln!("{test}: skipped, it makes hosts: run it as root");
            return None;
        }
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Relaxed);
        let net = Self(format!("es{}-{n}", std::process::id()));
        for line in WIRING.split('|') {
            let words = line.split(' ').map(|word| match word {
                "NET" | "A" | "B" | "C" | "D" => net.space(word),
                word => word.to_string(),
            });
            let out = Command::new(need("ip")).args(words).output().unwrap();
            if !out.status.success() {
                // Root of a container, or a kernel without bridges.
                let told = String::from_utf8_lossy(&out.stderr);
                eprintln!("{test}: skipped, no hosts here: ip {line}: {told}");
                return None;
            }
        }
        // A cable that was just plugged in may lose what comes first.
        let [a, b, c, d] = net.hosts();
        for to in [&b, &c, &d] {
            let (ear, mouth) = (to.bind(9), a.bind(0));
            ear.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
            until("a network that works", || {
                mouth.send_to(b"x", to.at(9)).unwrap();
                ear.recv(&mut [0; 9]).ok()
            });
        }
        Some(net)
    }

    fn space(&self, host: &str) -> String {
        format!("{}-{}", self.0, host.to_lowercase())
    }

    pub fn hosts(&self) -> [Host; 4] {
        let ips = [[10, 9, 1, 1], [10, 9, 1, 2], [10, 9, 1, 3], [10, 9, 2, 4]];
        let names = ["A", "B", "C", "D"];
        [0, 1, 2, 3].map(|i| Host { space: self.space(names[i]), ip: ips[i] })
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for host in ["A", "B", "C", "D", "NET"] {
            let name = self.space(host);
            let args = ["netns", "del", &name]; // it may not have come to be
            drop(Command::new(need("ip")).args(args).output());
        }
    }
}
