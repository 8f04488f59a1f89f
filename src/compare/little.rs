//! Little's law on the crowd: throughput and time of a round trip are measured
//! apart, and their product must be those who are served.

use super::expected::{Expected, Line, at_a_time};
use super::model::inside;
use super::{Comparison, Series, Unit, why};

pub fn expected(found: &Comparison) -> Option<Expected> {
    let charts = &found.charts;
    let line = |latency: &Series| {
        let nth = latency.contestant;
        let mut all = charts.by_clients.iter();
        let rates = all.find(|series| series.contestant == nth)?;
        let most = rates.points.last()?;
        let (who, clients) = (found.contestants.get(nth)?, most.x as usize);
        // A datagram is inside as soon as it waits in the socket.
        let at_a_time = match who.udp {
            true => clients,
            false => at_a_time(who, clients)?,
        };
        let mean = charts.means.get(nth).copied().flatten()?;
        let measured = inside(most.y, mean);
        Some(Line::new(nth, at_a_time as f64, measured)?.because(why::little))
    };
    Some(Expected {
        scenario: "crowd",
        name: "served at a time".into(),
        law: "Little's law: who is inside = round trips a second × time of a \
              round trip; whatever the server does"
            .into(),
        unit: Unit::Count,
        lines: charts.latency.iter().filter_map(line).collect(),
    })
}
