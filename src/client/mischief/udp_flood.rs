//! Datagrams as fast as the socket takes them: nobody slows a sender down, so
//! what the receiver can't take is dropped, and nobody is told.

use super::{Ending, Stage, Trouble};
use crate::client::challenge::{Challenges, Heard};
use crate::client::story::{Deed, Story};
use crate::client::udp::Udp;
use crate::client::wire::Wire;
use std::thread;
use std::time::{Duration, Instant};

/// As much as one packet carries on most networks.
const PIECE: usize = 512;

pub fn run(stage: &Stage, udp: &Udp) -> Result<Ending, Trouble> {
    let wire = udp.open(&stage.dial, &stage.teller)?;
    wire.set_timeout(Duration::from_millis(50)).map_err(Trouble::world)?;
    let mut story = Story::new(&stage.teller);
    let until = Instant::now() + stage.timeout;
    let (wrote, read) = thread::scope(|scope| {
        let reader = thread::Builder::new().name("reader".into());
        let reader = reader.spawn_scoped(scope, || drop_all(&wire, until));
        let reader = reader.map_err(Trouble::no_thread)?;
        let mut wrote = 0;
        while Instant::now() < until {
            wire.send(&[b'x'; PIECE])?;
            wrote += PIECE as u64;
        }
        Ok((wrote, reader.join().unwrap_or_default()))
    })?;
    story.did(Deed::Wrote { bytes: wrote });
    story.did(Deed::Read { bytes: read });
    story.did(Deed::Closed);
    Ok(Ending::AsExpected)
}

fn drop_all(wire: &Wire, until: Instant) -> u64 {
    let mut bytes = vec![0; PIECE];
    let mut read = 0;
    let mut challenges = Challenges::default();
    while Instant::now() < until {
        let Ok((n, from)) = wire.receive(&mut bytes) else { continue };
        read += n as u64;
        if from == wire.peer()
            && let Heard::Asks(answer) =
                challenges.hear(&bytes[..n], Instant::now())
        {
            // Lost like any other; then we are asked again.
            let _ = wire.send(&answer);
        }
    }
    read
}
