//! Loads a server: flags in, a report and an exit code out.

mod bar;
mod json;
mod text;

use super::Failure;
use super::timeline::show;
use crate::cli::Load;
use crate::client::{Target, advice, is_ours, reason};
use crate::load::{self, Plan, Report, Stop, Until, Wire};
use crate::trace::escape;
use bar::Bar;
use std::io::{self, ErrorKind, Write};
use std::net::SocketAddr;
use std::process::exit;
use std::time::Duration;

pub fn run(flags: &Load) -> Result<(), Failure> {
    let stop = stop_on_ctrl_c()?;
    match ask(flags, &stop) {
        Ok((plan, report)) => {
            let text = if flags.json {
                json::text(&plan, &report)
            } else {
                text::text(&plan, &report)
            };
            show(&text)?;
            match code(&report) {
                0 => Ok(()),
                code => exit(code),
            }
        }
        Err(failure) if flags.json => {
            complain_as_json(&failure.text);
            exit(failure.code)
        }
        Err(failure) => Err(failure),
    }
}

fn code(report: &Report) -> i32 {
    match report {
        report if report.cut_short => 130,
        report if report.errors_in_all() > 0 => 1,
        _ => 0,
    }
}

/// The first Ctrl-C ends the asking, the second ends us.
fn stop_on_ctrl_c() -> Result<Stop, Failure> {
    let stop = Stop::new();
    let handle = stop.clone();
    ctrlc::set_handler(move || {
        if handle.is_set() {
            exit(130);
        }
        handle.stop();
    })
    .map_err(Failure::start)?;
    Ok(stop)
}

/// Asks at the first address of the target that can be reached.
fn ask(flags: &Load, stop: &Stop) -> Result<(Plan, Report), Failure> {
    flags.check().map_err(Failure::usage)?;
    let mut failure = None;
    for addr in addrs(flags)? {
        let plan = plan(flags, addr);
        let bar = Bar::new(&plan);
        let result = load::run(&plan, stop, &mut |now| bar.show(&now));
        bar.clear();
        match result {
            Ok(report) => return Ok((plan, report)),
            Err(e) => failure = Some(failed(addr, flags.udp, &e)),
        }
    }
    Err(failure.unwrap_or_else(|| Failure::start("it has no address")))
}

fn failed(addr: SocketAddr, udp: bool, error: &io::Error) -> Failure {
    let is_unreached = matches!(
        error.kind(),
        ErrorKind::ConnectionRefused
            | ErrorKind::TimedOut
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::AddrNotAvailable
            | ErrorKind::PermissionDenied
            | ErrorKind::ConnectionReset
    );
    if udp && error.kind() == ErrorKind::ConnectionRefused {
        let text = format!(
            "nobody has UDP port {} at {}; start one with: echostage --stage \
             udp-echo --listen {addr}",
            addr.port(),
            addr.ip()
        );
        return Failure { code: 3, text };
    }
    if is_unreached {
        let (why, what) = (reason(error), advice(addr, error));
        let text = format!("cannot connect to {addr}: {why}: {what}");
        return Failure { code: 3, text };
    }
    Failure::start(format!("cannot load {addr}: {}", reason(error)))
}

fn addrs(flags: &Load) -> Result<Vec<SocketAddr>, Failure> {
    let target = match &flags.target {
        Some(target) => target.clone(),
        None => "127.0.0.1".parse::<Target>().map_err(Failure::usage)?,
    };
    let addrs = target.addrs().map_err(|e| Failure {
        code: 3,
        text: format!(
            "cannot find {target}: {}; check the name, or write an address",
            reason(&e)
        ),
    })?;
    let foreign = addrs.iter().find(|addr| !is_ours(**addr));
    if let Some(addr) = foreign
        && !flags.yes_this_is_my_server
    {
        return Err(Failure::usage(format!(
            "{addr} is neither loopback nor private, and a load on a server \
             that is not yours is an attack; if it is yours, add \
             --yes-this-is-my-server"
        )));
    }
    Ok(addrs)
}

fn plan(flags: &Load, target: SocketAddr) -> Plan {
    let usual = Plan::to(target);
    let seconds = flags.seconds.unwrap_or(Duration::from_secs(5));
    let patience = if flags.udp { 1 } else { 5 };
    Plan {
        target,
        wire: if flags.udp { Wire::Udp } else { Wire::Tcp },
        clients: flags.clients,
        size: flags.size,
        pipeline: flags.pipeline(),
        think: Duration::from_millis(flags.think),
        churn: flags.churn,
        silent: flags.silent,
        rate: flags.rate,
        until: flags.requests.map_or(Until::Time(seconds), Until::Requests),
        patience: flags.timeout.unwrap_or(Duration::from_secs(patience)),
        threads: flags.threads.unwrap_or(usual.threads),
    }
}

fn complain_as_json(text: &str) {
    let text = escape(text.as_bytes(), usize::MAX).to_string();
    let line = format!("{}\n", serde_json::json!({ "error": text }));
    // When it is gone, nobody is to be told.
    let _ = io::stderr().write_all(line.as_bytes());
}
