//! Serves TCP: opens the door, starts the stage, waits for a stop.

use super::banner::{self, Banner};
use super::host::Host;
use super::{Failure, explain, first};
use crate::cli::Serve;
use crate::commands::manner::{pace, words};
use crate::commands::stats::Source;
use crate::commands::telling;
use crate::net::{self, Limit, Listener, Need, Transport, WhenFull};
use crate::service::{self, Service};
use crate::stage::{AtATime, House, Stage};
use std::io;

pub fn serve(
    flags: &Serve,
    stage: &'static Stage,
    run: fn(House) -> io::Result<()>,
) -> Result<(), Failure> {
    let row = service::row(&flags.talk.service)
        .ok_or_else(|| Failure::usage("no such service"))?;
    let workers = flags.crew.workers.unwrap_or(4);
    fits(stage, row, workers)?;
    let limit = limit(flags, stage, row);
    let (backlog, reuse) =
        (flags.limits.backlog, !flags.limits.no_reuse_address);
    let socket = first(
        flags,
        Transport::Tcp,
        |_| true,
        |addr| net::open(addr, backlog, reuse),
    )?;
    let failed = |e: io::Error| explain::stage(stage.name, &e);
    let addr = socket.local_addr().map_err(failed)?;
    let host = Host::new(flags, stage, limit.clients, Source::Streams(addr))?;
    let service = row.name;
    let ready = host.ready(Banner {
        first: format!("stage {}, service {service}", stage.name),
        who: "clients",
        text: banner::streams(stage, service, addr, backlog, &limit),
        limit: Some(limit),
    });
    let clients =
        Listener::new(socket, host.door.clone(), ready).map_err(failed)?;
    let closing = clients.clone();
    let talk = &flags.talk;
    let house = House {
        clients,
        service: Service::new(row, pace(talk.delay, talk.burn, talk.once)),
        workers: workers.into(),
        stack: flags.limits.stack as usize * 1024,
        places: flags.crew.queue.unwrap_or(16) as usize,
        queue_full: flags.crew.queue_full.unwrap_or(WhenFull::Wait),
        child: words(talk, telling::child_wants(&flags.told, &flags.seen)),
    };
    let patience = flags.talk.idle_timeout;
    let close = move || closing.close();
    host.serve(patience, close, || run(house)).map_err(failed)
}

/// A service whose clients meet needs a stage in which they can.
fn fits(
    stage: &Stage,
    row: &service::Row,
    workers: u16,
) -> Result<(), Failure> {
    let why = match stage.at_a_time {
        _ if !row.shares => return Ok(()),
        _ if !stage.shares_memory => "gives each a process of its own",
        AtATime::One => "serves one at a time",
        AtATime::Workers if workers == 1 => {
            "with one worker serves one at a time"
        }
        _ => return Ok(()),
    };
    Err(Failure::usage(format!(
        "--service {} needs clients that meet, and --stage {} {why}: \
         take --stage threads",
        row.name, stage.name
    )))
}

fn limit(flags: &Serve, stage: &Stage, row: &service::Row) -> Limit {
    let stack = if stage.shares_memory { flags.limits.stack } else { 0 };
    let safe = net::safe(Need {
        threads: stage.threads + row.threads,
        descriptors: stage.descriptors,
        stack: u64::from(stack) * 1024,
    });
    let Some(asked) = flags.limits.max_clients.map(|n| n as usize) else {
        return safe;
    };
    let Limit { clients, why, .. } = safe;
    let why = if asked > clients {
        format!("--max-clients; more than {clients} are unsafe: {why}")
    } else {
        "--max-clients".into()
    };
    Limit { clients: asked, why, safe: clients }
}
