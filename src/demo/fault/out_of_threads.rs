//! A thread needs a stack, a number and a place in the kernel's tables: one of
//! them runs out (`pthread_create(3)`: EAGAIN).

use super::Fault;
use crate::demo::scene::{Played, Scene, Unseen, own};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub const FAULT: Fault = Fault {
    name: "out-of-threads",
    symptom: "a thread can't be started for a new client",
    look: "VmSize and Threads in /proc/PID/status; the log",
    survives: "tells the client why, and goes on; by default its limit is \
               lower.",
    naive: "has an unwrap or a ? there, and ends with all its clients.",
    play,
};

/// How many come at once.
const CLIENTS: usize = 12;

fn play(scene: &mut Scene) -> Played {
    // Addresses, not memory: it binds root as well, which RLIMIT_NPROC does
    // not. Stacks this large, so that what is left is never too little for
    // what a thread maps by itself: there std ends the process.
    let words = own("--max-clients 100 --stack 65536", "127.0.0.1:0");
    let server = scene.start_after("ulimit -v 700000", &words)?;
    scene.note("12 clients come, say hello, and stay:");
    let crowd = Crowd::come(server.addr)?;
    scene.log(&server, &["cannot start a thread"])?;
    scene.status(server.pid(), &["VmSize", "Threads"])?;
    let Crowd { served, told, clients } = crowd;
    if served == 0 || told == 0 || served + told != CLIENTS {
        return Err(Unseen(format!("{served} were served, {told} told why")));
    }
    drop(clients);
    let hello = format!("echo hello | echostage client -q {}", server.addr);
    let next = scene.run(&hello)?;
    if next.text != "hello\n" {
        return Err(Unseen(format!("the next client got {:?}", next.text)));
    }
    let naive = scene.start_after("ulimit -v 100000", "compare --bare-loop")?;
    let many = "echostage client --many 60 --timeout 2";
    let _crowd = scene.begin(&format!("{many} {}", naive.addr))?;
    let fate = scene.fate(naive)?;
    // By its `?`; or std could not map a signal stack, and has aborted.
    if !(fate.contains("with code 1") || fate.contains("signal 6")) {
        return Err(Unseen(format!("the naive server: {fate}")));
    }
    Ok(format!(
        "{served} had a thread, {told} were told why not; the naive one ended."
    ))
}

struct Crowd {
    served: usize,
    /// Who was turned away with a sentence.
    told: usize,
    clients: Vec<TcpStream>,
}

impl Crowd {
    fn come(addr: SocketAddr) -> Played<Self> {
        let mut crowd = Self { served: 0, told: 0, clients: Vec::new() };
        for _ in 0..CLIENTS {
            let mut client = TcpStream::connect(addr)?;
            client.set_read_timeout(Some(Duration::from_secs(5)))?;
            client.write_all(b"hello\n")?;
            let mut first = [0; 1];
            match client.read(&mut first)? {
                1 if first == *b"h" => crowd.served += 1,
                1 if first == *b"*" => crowd.told += 1,
                _ => (),
            }
            crowd.clients.push(client);
        }
        Ok(crowd)
    }
}
