//! A report as one JSON object; `load --help` describes its fields.

use crate::load::{Kind, Latency, Plan, Report, Wire};
use serde_json::{Map, Value, json};

pub fn text(plan: &Plan, report: &Report) -> String {
    let seconds = report.took.as_secs_f64();
    let per_second = report.per_second();
    let object = json!({
        "target": plan.target.to_string(),
        "wire": if plan.wire == Wire::Udp { "udp" } else { "tcp" },
        "loop": if plan.rate.is_some() { "open" } else { "closed" },
        "size": plan.size,
        "pipeline": plan.pipeline,
        "think_ms": plan.think.as_millis() as u64,
        "churn": plan.churn,
        "silent": plan.silent,
        "rate": plan.rate,
        "timeout_s": plan.patience.as_secs_f64(),
        "clients": report.clients,
        "served": report.served,
        "sent": report.sent,
        "answered": report.answered,
        "seconds": seconds,
        "per_second": per_second,
        "bytes_per_second": per_second * plan.size as f64,
        "latency_us": latency(&report.latency),
        "errors": errors(report),
        "silent_lost": report.silent_lost_in_all(),
        "late": report.late,
        "own": {
            "busy": report.own_busy,
            "waits": report.own_waits,
            "late_p99_us": us(report.own_late.value_at_quantile(0.99)),
        },
        "limit": report.limit().map(|limit| limit.to_string()),
        "cut_short": report.cut_short,
    });
    format!("{object}\n")
}

fn us(ns: u64) -> f64 {
    ns as f64 / 1e3
}

fn latency(all: &Latency) -> Value {
    if all.is_empty() {
        return Value::Null;
    }
    let at = |share| us(all.value_at_quantile(share));
    json!({
        "p50": at(0.5),
        "p90": at(0.9),
        "p99": at(0.99),
        "p99_9": at(0.999),
        "max": us(all.max()),
        "mean": all.mean() / 1e3,
    })
}

fn errors(report: &Report) -> Value {
    let each = Kind::ALL.iter().map(|kind| {
        let n = report.errors.get(kind).copied().unwrap_or(0);
        (kind.name().replace(' ', "_"), Value::from(n))
    });
    Value::Object(Map::from_iter(each))
}
