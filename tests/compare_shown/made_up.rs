//! A comparison that nobody has measured, with one of everything in it.

use echostage::compare::{
    AtATime, Better, Cell, Charts, Comparison, Contestant, Cost, Given, Kind,
    Machine, Point, Row, Series, Unit, Verdict,
};

pub const NAMES: [&str; 8] = [
    "bare loop",
    "single",
    "process",
    "threads",
    "pool",
    "bounded-pool",
    "prethread",
    "udp-echo",
];

pub fn contestant(name: &str, kind: Kind, at_a_time: AtATime) -> Contestant {
    Contestant {
        name: name.into(),
        kind,
        model: "one thread per client".into(),
        at_a_time,
        udp: name.starts_with("udp"),
        command: format!("echostage --stage {name} -q"),
    }
}

pub fn contestants() -> Vec<Contestant> {
    let at_a_time = |name: &str| match name {
        "single" | "udp-echo" => AtATime::One,
        "pool" | "bounded-pool" | "prethread" => AtATime::Workers(4),
        _ => AtATime::All,
    };
    let kind = |name: &str| match name {
        "bare loop" => Kind::Baseline,
        _ => Kind::Stage,
    };
    let all = NAMES.iter();
    all.map(|name| contestant(name, kind(name), at_a_time(name))).collect()
}

pub fn cell(value: f64, verdict: Verdict) -> Cell {
    let cost = Cost {
        user: value.abs().min(3.0) / 7.0,
        system: value.abs().min(2.0) / 3.0,
        threads: 5,
        processes: 1,
        voluntary: 12_345,
        involuntary: 42,
        ..Cost::default()
    };
    Cell {
        value: Some(value),
        low: Some(value * 0.97),
        high: Some(value * 1.04),
        rounds: vec![value; 5],
        verdict,
        cost: Some(cost),
        ..Cell::default()
    }
}

pub fn missing(why: &str) -> Cell {
    let verdict = Verdict::NotMeasured(why.into());
    Cell { verdict, ..Cell::default() }
}

pub fn row(
    (scenario, name): (&'static str, &str),
    (unit, better): (Unit, Better),
    values: [f64; 8],
) -> Row {
    let verdict = |nth: usize| match nth {
        0 => Verdict::Baseline,
        3 | 6 => Verdict::Same,
        nth => Verdict::Ranked(nth + 1),
    };
    let cells = values.iter().enumerate();
    Row {
        scenario,
        name: name.into(),
        work: format!("What was done in {scenario}, in plain words."),
        unit,
        better,
        given: Given { clients: 1, size: 64, ..Given::default() },
        cells: cells.map(|(nth, v)| cell(*v, verdict(nth))).collect(),
        sentence: format!(
            "In {scenario} threads and prethread lead, and what lies between \
             them the noise could explain."
        ),
    }
}

pub fn comparison() -> Comparison {
    let contestants = contestants();
    let mut rows = vec![
        row(
            ("hello", "round trip"),
            (Unit::Seconds, Better::Lower),
            [
                18.2e-6, 18.9e-6, 19.4e-6, 18.3e-6, 19.9e-6, 20.1e-6, 18.4e-6,
                17e-6,
            ],
        ),
        row(
            ("crowd", "round trips"),
            (Unit::PerSecond, Better::Higher),
            [
                88_400., 45_200., 71_000., 89_100., 61_000., 60_400., 63_000.,
                1e5,
            ],
        ),
        row(
            ("crowd", "99 of 100 within"),
            (Unit::Seconds, Better::Lower),
            [1.9e-3, 34e-6, 2.4e-3, 1.8e-3, 93e-6, 96e-6, 91e-6, 1.1e-3],
        ),
        row(
            ("silent", "newcomer served after"),
            (Unit::Seconds, Better::Lower),
            [1e-3, 0.3, 2.1e-3, 1.1e-3, 0.3, 0.3, 0.3, 0.0],
        ),
        row(
            ("sleep", "8 clients"),
            (Unit::Seconds, Better::Lower),
            [0., 82e-3, 13e-3, 11e-3, 21e-3, 21.3e-3, 20.6e-3, 81e-3],
        ),
        row(
            ("sleep", "32 clients"),
            (Unit::Seconds, Better::Lower),
            [0., 323e-3, 19e-3, 14e-3, 82e-3, 83e-3, 81e-3, 322e-3],
        ),
        row(
            ("burn", "8 clients"),
            (Unit::Seconds, Better::Lower),
            [0., 81e-3, 44e-3, 41e-3, 42e-3, 42.3e-3, 41.6e-3, 81e-3],
        ),
        row(
            ("churn", "connections"),
            (Unit::PerSecond, Better::Higher),
            [8_400., 15_200., 1_010., 8_910., 14_100., 14_040., 16_300., 0.],
        ),
        row(
            ("bulk", "bytes"),
            (Unit::BytesPerSecond, Better::Higher),
            [1.2e9, 2.4e9, 2.3e9, 2.44e9, 2.1e9, 2.1e9, 2.45e9, 0.],
        ),
        row(
            ("idle", "memory of one"),
            (Unit::Bytes, Better::Lower),
            [21_000., 812., 134_000., 9_800., 830., 840., 812., 0.],
        ),
        row(
            ("many", "let in"),
            (Unit::Clients, Better::Higher),
            [1000., 100., 100., 100., 100., 100., 100., 0.],
        ),
    ];
    for row in &mut rows {
        row.sentence += " Others wait.";
        for (nth, cell) in row.cells.iter_mut().enumerate() {
            let waits = row.scenario == "silent" && cell.value == Some(0.3);
            if waits {
                cell.text = Some("never".into());
                cell.verdict = Verdict::Unranked("not within 300 ms".into());
            }
            if cell.value == Some(0.0) {
                *cell = missing(match nth {
                    0 => "the bare loop knows no --delay",
                    _ => "over UDP there are no connections",
                });
            }
            let few = ["", "1 of 64 served", "", "", "4 of 64 served"];
            if row.scenario == "crowd" && [1, 4, 5, 6].contains(&nth) {
                let few = few[if nth == 1 { 1 } else { 4 }];
                cell.note = Some(few.into());
                cell.verdict = Verdict::Unranked("it served fewer".into());
            }
            row.given.clients = match row.name.as_str() {
                "8 clients" => 8,
                "32 clients" => 32,
                _ if row.scenario == "crowd" => 64,
                _ => 4,
            };
            row.given.delay = if row.scenario == "sleep" { 0.01 } else { 0.0 };
            row.given.burn = if row.scenario == "burn" { 0.01 } else { 0.0 };
            if row.scenario == "sleep" && nth > 0 {
                cell.ideal = Some(10e-3);
            }
        }
    }
    rows[1].cells[3].verdict = Verdict::Best;
    rows[0].cells[7].verdict = Verdict::Wrong("3 answers".into());
    Comparison {
        at: Some(1_795_269_900),
        machine: Machine {
            cpus: 2,
            cpu: Some("Some Processor 9000 at 2.4 GHz".into()),
            system: "Linux 6.12.0".into(),
            memory: Some(8 << 30),
            build: "release",
        },
        quick: false,
        cut_short: false,
        rounds: 9,
        charts: charts(contestants.len()),
        contestants,
        rows,
        failures: Vec::new(),
        took: 143.2,
    }
}

fn charts(contestants: usize) -> Charts {
    let point = |x: f64, y: f64| Point { x, y, low: y * 0.96, high: y * 1.05 };
    let all = 0..contestants;
    let series = |nth: usize, points: Vec<Point>| Series {
        contestant: nth,
        points,
        note: match nth {
            1 => "1 of 64 served".into(),
            4..=6 => "4 of 64 served".into(),
            _ => String::new(),
        },
    };
    let throughput = |nth: usize| {
        let y = |clients: f64| match nth {
            1 => 45_000.0,
            4..=6 => 60_000.0 + 700.0 * nth as f64 - 15_000.0 / clients,
            _ => 50_000.0 + 7_000.0 * clients.log2() + 2_000.0 * nth as f64,
        };
        let clients = [1.0, 4.0, 16.0, 64.0].into_iter();
        series(nth, clients.map(|x| point(x, y(x))).collect())
    };
    let latency = |nth: usize| {
        let base = if [1, 4, 5, 6].contains(&nth) { 2e-5 } else { 7e-4 };
        let base = base * (1.0 + nth as f64 / 20.0);
        let y = |nines: f64| base * (1.0 + nines * nines * 0.7);
        let nines = (0..40).map(|n| f64::from(n) / 10.0);
        let points = nines.map(|n| point(1.0 - 10f64.powf(-n), y(n)));
        series(nth, points.collect())
    };
    let memory = |nth: usize| {
        let each = [21e3, 800., 134e3, 9.8e3, 830., 840., 812., 1.][nth.min(7)];
        let points = [0.0, 50.0, 200.0].map(|x| point(x, 2.4e6 + each * x));
        Series { note: String::new(), ..series(nth, points.to_vec()) }
    };
    Charts {
        by_clients: all.clone().map(throughput).collect(),
        latency: all.clone().map(latency).collect(),
        means: all.clone().map(|nth| Some(1e-3 / (nth + 1) as f64)).collect(),
        memory: all.take(7).map(memory).collect(),
    }
}
