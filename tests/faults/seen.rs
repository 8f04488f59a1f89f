//! What it costs to look: the thread that samples the kernel's queue.

use crate::common::{Client, Folder, Server, until};
use std::fs;
use std::time::{Duration, Instant};

/// Time on a processor of a server's thread of that name, in nanoseconds
/// (`/proc/PID/task/TID/schedstat`).
fn cpu(server: &Server, name: &str) -> u64 {
    let tasks = format!("/proc/{}/task", server.process().0);
    let task = fs::read_dir(tasks).unwrap().flatten().find(|task| {
        let comm = fs::read_to_string(task.path().join("comm"));
        comm.is_ok_and(|comm| comm.trim_end() == name)
    });
    let stat = task.unwrap().path().join("schedstat");
    let stat = fs::read_to_string(stat).unwrap();
    stat.split(' ').next().unwrap().parse().unwrap()
}

/// With 500 inside, or in the kernel's queue, it rests longer between two
/// looks: 2 % of a core at the most.
#[test]
#[ignore = "a figure"]
fn looking_at_the_queue_costs_no_more_than_2_percent_of_a_core() {
    let _alone = crate::busy();
    println!();
    let folder = Folder::new();
    let path = folder.path().join("seen.jsonl");
    for stage in ["threads", "single"] {
        let path = path.display();
        let args = format!("-q --stage {stage} --record {path}");
        let server = Server::start(&args);
        let clients: Vec<Client> = (0..500).map(|_| server.client()).collect();
        let (begun, before) = (Instant::now(), cpu(&server, "sampler"));
        let most = Duration::from_secs(3);
        until("three seconds", || (begun.elapsed() > most).then_some(()));
        let share = cpu(&server, "sampler") - before;
        let share = share * 1000 / begun.elapsed().as_nanos() as u64;
        let fault = "sampler with 500 clients, per mille";
        crate::counted(fault, stage, 20, share);
        drop(clients);
    }
}
