//! Serves UDP: opens the socket, starts the stage, waits for a stop.

use super::banner::{self, Banner};
use super::host::Host;
use super::{Failure, explain, first};
use crate::cli::{Many, Serve, Udp};
use crate::commands::manner::pace;
use crate::commands::stats::Source;
use crate::net::{self, Datagrams, Interface, Limit, Plan, To, Transport};
use crate::service::Circle;
use crate::stage::{Hall, Stage};
use crate::trace::{self, What};
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

/// A member's silence, where no flag says otherwise.
const PATIENCE: Duration = Duration::from_secs(300);
/// Members, where no flag says otherwise: each line may be sent so often.
const MEMBERS: usize = 1_000;

pub fn serve(
    flags: &Serve,
    stage: &'static Stage,
    run: fn(Hall) -> io::Result<()>,
) -> Result<(), Failure> {
    let Udp { to, open, receive_buffer, .. } = flags.udp;
    let to = match to {
        Many::At(addr) if stage.has_guests => {
            To::many(addr).ok_or_else(|| explain::to_one(addr))?
        }
        _ => To::Members,
    };
    let buffer = receive_buffer.map(|n| n as usize);
    let plan = Plan { buffer, open, hides_proofs: stage.has_guests };
    let socket = first(
        flags,
        Transport::Udp,
        |own| to.has_family_of(own),
        |addr| net::open_datagrams(addr, &plan),
    )?;
    let failed = |e: io::Error| explain::stage(stage.name, &e);
    let addr = socket.addr();
    prepare(to, &socket, flags)?;
    let most = flags.limits.max_clients.map_or(MEMBERS, |n| n as usize);
    let source = match socket.clone() {
        socket if stage.has_guests => Source::Members(socket, to),
        socket => Source::Strangers(socket),
    };
    let host = Host::new(flags, stage, most, source)?;
    warn(flags, stage, to, &socket);
    let why = match flags.limits.max_clients {
        Some(_) => "--max-clients",
        None => "default",
    };
    let limit = Limit { clients: most, why: why.into(), safe: usize::MAX };
    let limit = stage.has_guests.then_some(limit);
    socket.on_ready(host.ready(Banner {
        first: match to {
            To::Members => format!("stage {}", stage.name),
            To::Broadcast(to) | To::Group(to) => {
                format!("stage {}, to {to}", stage.name)
            }
        },
        who: "members",
        text: banner::datagrams(stage, addr, to, limit.as_ref()),
        limit,
    }));
    let (door, closing, ended) =
        (host.door.clone(), socket.clone(), socket.clone());
    let circle = Circle::new(socket.clone(), door.clone());
    let pace = pace(flags.talk.delay, flags.talk.burn, false);
    let stack = flags.limits.stack as usize * 1024;
    let hall = Hall { socket, circle: circle.clone(), pace, to, stack };
    let patience = flags.talk.idle_timeout.unwrap_or(PATIENCE);
    let patience = stage.has_guests.then_some(patience);
    let close = move || closing.close();
    host.serve(patience, close, || {
        let result = run(hall);
        door.close(); // only now: what was queued was said by members
        drop(circle); // and they are in it
        ended.tell_ignored();
        result
    })
    .map_err(failed)
}

/// Makes the socket ready for many, and sees that something leads there.
fn prepare(to: To, socket: &Datagrams, flags: &Serve) -> Result<(), Failure> {
    let (To::Broadcast(addr) | To::Group(addr)) = to else { return Ok(()) };
    let own = socket.addr().ip();
    // A server on one address speaks to groups from there.
    let here = (!own.is_unspecified()).then(|| own.into());
    let given = flags.udp.interface.clone();
    let interface = given.clone().or(here);
    to.prepare(socket.socket(), interface.as_ref())
        .and_then(|()| leads_there(to, socket.addr(), addr, interface.as_ref()))
        .map_err(|e| explain::to_many(addr, given.as_ref(), &e))
}

/// A connect of UDP sends nothing, but looks for the way (`connect(2)`).
fn leads_there(
    to: To,
    from: SocketAddr,
    addr: SocketAddr,
    interface: Option<&Interface>,
) -> io::Result<()> {
    let mut any = from;
    any.set_port(0);
    let probe = UdpSocket::bind(any)?;
    to.prepare(&probe, interface)?;
    probe.connect(addr)
}

fn warn(flags: &Serve, stage: &Stage, to: To, socket: &Datagrams) {
    let trouble = |text: String| trace::emit(0, What::Trouble(text));
    let Udp { open, receive_buffer, interface, .. } = &flags.udp;
    if *open {
        trouble(
            "--open: whoever forges a sender's address can make this server \
             flood it"
                .into(),
        );
    }
    let granted = socket.receive_buffer();
    if let (Some(asked), Ok(granted)) = (receive_buffer, granted)
        && granted < *asked as usize
    {
        trouble(format!(
            "--receive-buffer {asked}: the kernel gives {granted}; for more, \
             raise net.core.rmem_max (see: sysctl)"
        ));
    }
    if interface.is_some() && stage.has_guests && !matches!(to, To::Group(_)) {
        trouble("--interface does nothing without --to GROUP:PORT".into());
    }
    if let To::Broadcast(all) = to
        && socket.addr().ip().is_loopback()
        && !all.ip().is_loopback()
    {
        trouble(format!(
            "--to {all} from {} reaches this machine only; to reach the \
             network, listen on its address, as in --listen :8899",
            socket.addr().ip()
        ));
    }
}
