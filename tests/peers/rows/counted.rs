//! What one echo costs, counted: exact, whatever else the machine does.

use crate::contest::{beside, row};
use crate::roster::{self, Gone};
use crate::table::{Figure, Goal, Table};
use crate::work::counted::{CALLGRIND, STRACE, Subject, Tool};
use crate::{Bench, client};
use std::path::Path;

const FLAGS: [&str; 5] =
    ["--listen", "127.0.0.1:0", "--stage", "threads", "-q"];
const PEERS: [&str; 4] = ["C threads", "naive Rust", "C epoll", "tokio"];

pub fn run(bench: &Bench, table: &mut Table) {
    for (tool, title, most, places) in [
        (STRACE, "system calls per echo of 64 B", 2.0, 2),
        (CALLGRIND, "instructions per echo, in user space", 260.0, 0),
    ] {
        table.title(title);
        let got = count(tool, &bench.ours, &FLAGS);
        row(table, "  threads", Goal::AtMost(most, places), got);
        for name in PEERS {
            let built = roster::named(name)
                .and_then(|peer| peer.build(&bench.examples));
            let got = built.and_then(|program| count(tool, &program, &[]));
            beside(table, name, places, got);
        }
    }
}

fn count(tool: Tool, program: &Path, flags: &[&str]) -> Result<Figure, Gone> {
    roster::find(tool.name, tool.name)?;
    let flags = flags.to_vec();
    let subject = Subject { program, flags, dial: client::stream };
    Ok(tool.per_echo(&subject, "")?)
}
