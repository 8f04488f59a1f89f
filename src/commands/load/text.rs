//! A report as a text that fits a screen of 80 by 24.

use super::super::wrap::wrap;
use crate::load::{Kind, Plan, Report, Until, Wire, units};
use crate::trace::escape;

/// Columns.
const WIDTH: usize = 79;

pub fn text(plan: &Plan, report: &Report) -> String {
    let parts =
        [head(plan), sums(plan, report), latency(report), errors(plan, report)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let mut text = parts.collect::<Vec<_>>().join("\n");
    let mut note = |sentence: &str| {
        text += &format!("\n{}\n", wrap(sentence, WIDTH, ""));
    };
    if let Some(limit) = report.limit() {
        note(&limit.to_string());
    }
    let lost = report.silent_lost_in_all();
    if lost > 0 {
        note(&format!(
            "The server did not keep {} of the {}: they count among what went \
             wrong.",
            units::count(lost),
            many(plan.silent as u64, "silent client")
        ));
    }
    if report.cut_short {
        note("Cut short: what was under way then is not counted as lost.");
    }
    text
}

fn head(plan: &Plan) -> String {
    let wire = match (plan.wire, plan.churn) {
        (Wire::Udp, _) => "UDP",
        (Wire::Tcp, true) => "TCP, a connection for each request",
        (Wire::Tcp, false) => "TCP",
    };
    let clients = many(plan.clients as u64, "client");
    let silent = match plan.silent {
        0 => String::new(),
        n => format!(" beside {}", many(n as u64, "silent one")),
    };
    let first = format!(
        "{clients}{silent} at {} over {wire}, {} B a request",
        plan.target,
        units::count(plan.size as u64)
    );
    let second = match plan.rate {
        None => "Closed loop: a client asks again when it has its answer, so \
                 a server that stalls is asked less."
            .into(),
        Some(rate) => format!(
            "Open loop: {rate} requests a second are due, whatever the \
             server does; latency counts from then."
        ),
    };
    format!("{}\n{}\n", wrap(&first, WIDTH, ""), wrap(&second, WIDTH, ""))
}

fn many(n: u64, what: &str) -> String {
    format!("{} {what}{}", units::count(n), if n == 1 { "" } else { "s" })
}

fn sums(plan: &Plan, report: &Report) -> String {
    let rate = report.per_second();
    let bytes = units::bytes(rate * plan.size as f64);
    let rate = if rate < 100.0 {
        format!("{rate:.1}")
    } else {
        units::count(rate.round() as u64)
    };
    let per_second = format!("{rate} a second, {bytes}/s each way");
    let planned = match plan.until {
        Until::Requests(n) if n > report.sent => {
            format!(" (of {})", units::count(n))
        }
        _ => String::new(),
    };
    let rows = [
        ("sent", format!("{}{planned}", units::count(report.sent))),
        ("answered", units::count(report.answered)),
        ("throughput", per_second),
        ("took", units::time(report.took.as_nanos() as f64)),
        (
            "served",
            format!(
                "{} of {}",
                units::count(report.served as u64),
                many(report.clients as u64, "client")
            ),
        ),
    ];
    let row = |(name, text): &(&str, String)| format!("  {name:11} {text}\n");
    rows.iter().map(row).collect()
}

fn latency(report: &Report) -> String {
    let all = &report.latency;
    if all.is_empty() {
        return "  latency     unknown: nothing was answered\n".into();
    }
    let rows = [
        ("half of the answers took up to", "p50", 0.5),
        ("9 of 10", "p90", 0.9),
        ("99 of 100", "p99", 0.99),
        ("999 of 1,000", "p99.9", 0.999),
        ("the slowest", "max", 1.0),
    ];
    let row = |(i, (words, name, share)): (usize, &(&str, &str, f64))| {
        let title = if i == 0 { "latency" } else { "" };
        let time = units::time(all.value_at_quantile(*share) as f64);
        format!("  {title:11} {words:30} {time:>8}   {name}\n")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    let never = report.errors.contains_key(&Kind::NeverAnswered);
    let lacks = report.answered < report.sent && !report.cut_short;
    if never || lacks {
        return rows
            + "              what was not answered is in none of these\n";
    }
    rows
}

fn errors(plan: &Plan, report: &Report) -> String {
    let row = |(kind, n): (&Kind, &u64)| {
        let why = match kind {
            Kind::NeverAnswered => format!(
                "{}no answer within {}",
                if plan.rate.is_some() { "never sent, or " } else { "" },
                units::time(plan.patience.as_nanos() as f64)
            ),
            // The system's words: not ours, and not more than a line.
            Kind::Other => {
                let said = report.other.as_deref().unwrap_or("unknown");
                escape(said.as_bytes(), 60).to_string()
            }
            _ => kind.sentence().into(),
        };
        let line = format!("{} {}: {why}", units::count(*n), kind.name());
        format!("  {}\n", wrap(&line, WIDTH - 2, "    "))
    };
    let late = match report.late {
        0 => String::new(),
        n => format!("  {} late or twice: not counted\n", units::count(n)),
    };
    let rows: String = report.errors.iter().map(row).collect();
    rows + &late
}
