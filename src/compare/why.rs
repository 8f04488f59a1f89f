//! One sentence on why a figure is not what the model expects: only what the
//! figures themselves show.

use super::expected::Line;
use super::shown::{figures, seconds};

/// Nearer than that, a difference is not worth a word.
const NEAR: f64 = 0.1;

fn is_near(line: &Line) -> bool {
    (line.ratio - 1.0).abs() <= NEAR
}

/// `mean` and `last`: how long clients wait until they are served.
pub fn slept(line: &Line, (mean, last): (f64, f64), requests: usize) -> String {
    let waits = match last > 0.0 {
        true => format!(
            "a client waits {} on average, the last {}",
            seconds(mean),
            seconds(last)
        ),
        false => "nobody waits".into(),
    };
    let more = (line.measured - line.expected) / requests.max(1) as f64;
    match line.ratio {
        _ if is_near(line) => waits,
        ratio if ratio > 1.0 => {
            format!("{waits}; {} a request are no sleep", seconds(more))
        }
        _ => format!("{waits}; more were served at a time than it says"),
    }
}

/// `work`: seconds of a processor that all requests burn together.
pub fn burnt(line: &Line, work: f64, cpus: usize) -> String {
    let busy = work / line.measured;
    let of = match cpus {
        1 => "the processor".into(),
        cpus => format!("{cpus} processors"),
    };
    match line.ratio {
        _ if is_near(line) => String::new(),
        ratio if ratio > 1.0 => {
            format!("{} of {of} worked on it, on average", figures(busy))
        }
        _ => format!("{of} did the work of {}", figures(busy)),
    }
}

/// `alone`: a round trip of the only client, in seconds.
pub fn crowd(line: &Line, alone: f64, cpus: usize) -> String {
    let each = cpus as f64 / line.measured;
    match line.ratio {
        _ if is_near(line) => String::new(),
        ratio if ratio > 1.0 => format!(
            "a round trip takes at most {} of a processor: of its {} alone, \
             the rest is waiting",
            seconds(each),
            seconds(alone)
        ),
        _ => "less than that: clients and server share the processors".into(),
    }
}

pub fn churn(line: &Line) -> String {
    match line.ratio {
        _ if is_near(line) => String::new(),
        ratio if ratio > 1.0 => {
            "a connection costs it less than it costs single, or its waits \
             overlap"
                .into()
        }
        _ => "less than that: a connection costs it more than it costs \
              single, or clients and server share the processors"
            .into(),
    }
}

pub fn little(line: &Line) -> String {
    match line.ratio {
        _ if is_near(line) => String::new(),
        ratio if ratio > 1.0 => "more were served at a time than it says, or \
                                 a few slow round trips weigh much"
            .into(),
        _ => "between two round trips a client does nothing for a while, or \
              fewer were served at a time than it says"
            .into(),
    }
}
