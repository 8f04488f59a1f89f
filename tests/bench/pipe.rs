//! What a client passes on, from a pipe to a server and back into a pipe:
//! ours, and one of two threads that copy. Both talk to the same server.

use crate::rounds::{Slice, ratio, rounds};
use crate::table::{Figure, Goal, Table};
use crate::{Bench, client, server};
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

const MEGABYTES: usize = 48;
static CHUNK: [u8; 100_000] = [b'x'; 100_000];
const CHUNKS: usize = MEGABYTES * 1_000_000 / CHUNK.len();

pub fn run(bench: &Bench, table: &mut Table) {
    let work = "client, a pipe, against a bare client";
    table.row(work, Goal::Ratio(0.9), measure(bench));
}

fn measure(bench: &Bench) -> io::Result<Figure> {
    let server = server::ours(&bench.ours, &["--stage", "threads"])?;
    let addr = server.addr.to_string();
    let mut ours = Command::new(&bench.ours);
    ours.args(["client", "-q", &addr]);
    let mut bare = Command::new(&bench.bare_client);
    bare.arg(&addr);
    let rates = rounds(bench.rounds.min(21), vec![slice(ours), slice(bare)])?;
    Ok(ratio(("ours", &rates[0]), ("bare", &rates[1]), "MB a second"))
}

fn slice(mut command: Command) -> Slice<'static> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    Box::new(move || {
        let begun = Instant::now();
        let mut child = command.spawn()?;
        let passed = pass(&mut child);
        if !child.wait()?.success() || passed? != CHUNKS * CHUNK.len() {
            return Err(client::wrong());
        }
        Ok(MEGABYTES as f64 / begun.elapsed().as_secs_f64())
    })
}

/// Writes all, and counts what comes back.
fn pass(child: &mut Child) -> io::Result<usize> {
    let stdin = child.stdin.take();
    let stdout = child.stdout.take();
    let (mut stdin, mut stdout) =
        stdin.zip(stdout).ok_or(io::ErrorKind::BrokenPipe)?;
    thread::scope(|scope| {
        let writer = scope.spawn(move || -> io::Result<()> {
            (0..CHUNKS).try_for_each(|_| stdin.write_all(&CHUNK))
        });
        let (mut bytes, mut got) = (vec![0; 64 * 1024], 0);
        loop {
            match stdout.read(&mut bytes)? {
                0 => break,
                n => got += n,
            }
        }
        let panicked = |_| io::Error::other("the writer panicked");
        writer.join().map_err(panicked)??;
        Ok(got)
    })
}
