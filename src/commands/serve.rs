//! Serves clients: opens the door, starts the stage, waits for a stop.

use super::banner::banner;
use super::console::Console;
use super::manner::{pace, words};
use super::orders::Orders;
use super::stop::Stop;
#[cfg(unix)]
use super::terminal;
use super::{Failure, explain, telling};
use crate::cli::{Crew, Serve};
use crate::net::{self, Door, Limit, Listener, Need, WhenFull};
use crate::service::{self, Service};
use crate::stage::{self, AtATime, House, Stage};
use crate::trace::{self, History, Printer, What};
use std::io::{self, IsTerminal, Write};
use std::net::TcpListener;
use std::thread;

pub fn run(flags: &Serve) -> Result<(), Failure> {
    #[cfg(unix)]
    terminal::never_stop().map_err(Failure::start)?;
    let stage = stage::named(&flags.stage)
        .ok_or_else(|| Failure::usage("no such stage"))?;
    let row = service::row(&flags.talk.service)
        .ok_or_else(|| Failure::usage("no such service"))?;
    let workers = flags.crew.workers.unwrap_or(4);
    fits(stage, row, workers)?;
    let limit = limit(flags, stage, row);
    let (printer, history) = (Printer::default(), History::default());
    let socket = listen(flags)?;
    let logs = telling::start(
        &flags.told,
        Some(printer.clone()),
        vec![Box::new(history.clone())],
    )?;
    trace::name_thread("listener");
    useless(&flags.crew, stage);
    let failed = |e: io::Error| explain::stage(stage.name, &e);
    let addr = socket.local_addr().map_err(failed)?;
    let door =
        Door::new(limit.clients, flags.limits.door_full).map_err(failed)?;
    let (stop, asked) = Stop::new(logs);
    let inside = door.clone();
    stop.before_exit(move || inside.cut_off());
    let orders = Orders {
        door: door.clone(),
        stop: stop.clone(),
        history,
        addr,
        start: trace::clock(),
    };
    let console = Console { orders, printer };
    let banner = banner(stage, row.name, addr, flags.limits.backlog, &limit);
    let ready = move || {
        let person = say(&format!("listening on {addr}\n"), &banner);
        if !person {
            let text = format!("stage {}, service {}", stage.name, row.name);
            trace::emit(0, What::Note(text));
        }
        tell(&limit, person);
        console.clone().open();
    };
    let clients = Listener::new(socket, door.clone(), ready).map_err(failed)?;
    if let Some(patience) = flags.talk.idle_timeout {
        net::start_sweeper(door.clone(), patience).map_err(failed)?;
    }
    stop.on_signals().map_err(failed)?;
    let (finished, done) = crossbeam_channel::bounded::<()>(0);
    stop.stop_when_asked(
        asked,
        done,
        clients.clone(),
        door,
        flags.limits.grace,
    )
    .map_err(failed)?;
    let talk = &flags.talk;
    (stage.run)(House {
        clients,
        service: Service::new(row, pace(talk.delay, talk.burn, talk.once)),
        workers: workers.into(),
        stack: flags.limits.stack as usize * 1024,
        places: flags.crew.queue.unwrap_or(16) as usize,
        queue_full: flags.crew.queue_full.unwrap_or(WhenFull::Wait),
        child: words(talk, telling::wants(&flags.told)),
    })
    .map_err(failed)?;
    drop(finished);
    loop {
        thread::park(); // the stopper ends the process
    }
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

/// Says which flags do nothing in this stage.
fn useless(crew: &Crew, stage: &Stage) {
    let Crew { workers, queue, queue_full } = crew;
    let flags = [
        ("--workers", workers.is_some(), stage.at_a_time == AtATime::Workers),
        ("--queue", queue.is_some(), stage.queues),
        ("--queue-full", queue_full.is_some(), stage.queues),
    ];
    for (flag, given, used) in flags {
        if given && !used {
            let text = format!("{flag} does nothing in stage {}", stage.name);
            trace::emit(0, What::Trouble(text));
        }
    }
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

/// The first of the addresses that can be had.
fn listen(flags: &Serve) -> Result<TcpListener, Failure> {
    let listen = &flags.listen;
    let addrs = listen.addrs().map_err(|e| explain::lookup(listen, &e))?;
    let mut failure = None;
    for addr in addrs {
        match net::open(
            addr,
            flags.limits.backlog,
            !flags.limits.no_reuse_address,
        ) {
            Ok(socket) => return Ok(socket),
            Err(e) => {
                failure = Some(explain::bind(addr, &e));
                if !net::has_none(&e) {
                    break; // half of the addresses would be a surprise
                }
            }
        }
    }
    Err(failure.unwrap_or_else(|| {
        explain::lookup(listen, &io::ErrorKind::AddrNotAvailable.into())
    }))
}

/// The banner has told a person of the limit; a dangerous one is told twice.
fn tell(Limit { clients, why, safe }: &Limit, person: bool) {
    let text = format!("limit: {clients} clients ({why})");
    if clients > safe {
        trace::emit(0, What::Trouble(text));
    } else if !person {
        trace::emit(0, What::Note(text));
    }
}

/// The first line for everybody, the banner for a person; true if there is
/// one.
fn say(first: &str, banner: &str) -> bool {
    let mut stdout = io::stdout();
    let person = stdout.is_terminal();
    let text = if person { format!("{first}{banner}") } else { first.into() };
    // Nobody may read it, and the server serves all the same.
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    person
}
