//! Our own stages under load: who is served, who is not, and how many times.

use crate::common::Server;
use echostage::load::{Kind, Limit, Plan, Report, Stop, Until, Wire, run};
use std::time::Duration;

pub fn load(plan: &Plan) -> Report {
    run(plan, &Stop::new(), &mut |_| ()).unwrap()
}

pub fn ask(server: &Server, clients: usize, requests: u64) -> Plan {
    let until = Until::Requests(requests);
    Plan { clients, until, ..Plan::to(server.addr) }
}

#[test]
fn exactly_so_many_requests_are_asked() {
    let server = Server::start("");
    for (size, pipeline) in [(1, 1), (64, 1), (64, 16), (100_000, 3)] {
        let plan = Plan { size, pipeline, ..ask(&server, 8, 1000) };
        let report = load(&plan);
        assert_eq!(report.errors, Default::default(), "{size} {pipeline}");
        assert_eq!((report.sent, report.answered), (1000, 1000));
        assert_eq!(report.latency.len(), 1000);
    }
}

#[test]
fn a_service_that_is_no_echo_is_found_out_at_once() {
    // It answers with words in front.
    let server = Server::start("--service lines");
    for size in [1, 2, 64] {
        let report = load(&Plan { size, ..ask(&server, 4, 100) });
        assert_eq!(report.answered, 0, "{size}");
        assert_eq!(
            report.errors.into_iter().collect::<Vec<_>>(),
            [(Kind::Corrupt, 4)]
        );
    }
}

#[test]
fn a_stage_that_serves_one_client_serves_one_client() {
    let server = Server::start("--stage single");
    let until = Until::Time(Duration::from_millis(300));
    let patience = Duration::from_millis(500);
    let plan = Plan { until, patience, ..ask(&server, 64, 0) };
    let report = load(&plan);
    assert_eq!(report.served, 1);
    assert_eq!(report.errors[&Kind::NeverAnswered], 63);
    assert_eq!(report.errors_in_all(), 63);
}

#[test]
fn a_connection_for_each_request() {
    let server = Server::start("--stage prethread --workers 2");
    // A second thread may find nothing left to ask.
    let plan = Plan { churn: true, threads: 1, ..ask(&server, 8, 200) };
    let report = load(&plan);
    assert_eq!(report.errors, Default::default());
    assert_eq!((report.answered, report.served), (200, 8));
}

#[test]
fn datagrams() {
    let server = Server::start("--stage udp-echo");
    for size in [8, 64, 65_507] {
        let wire = Wire::Udp;
        let plan = Plan { wire, size, pipeline: 1, ..ask(&server, 2, 500) };
        let report = load(&plan);
        assert_eq!(report.errors, Default::default(), "{size}");
        assert_eq!(report.answered, 500, "{size}");
    }
}

#[test]
fn an_open_loop_asks_as_often_as_it_says() {
    let server = Server::start("");
    let until = Until::Time(Duration::from_secs(1));
    let plan = Plan { rate: Some(500.0), until, ..ask(&server, 4, 0) };
    let report = load(&plan);
    assert_eq!((report.sent, report.answered), (500, 500));
}

#[test]
fn the_limit_is_named_by_what_the_load_took() {
    let server = Server::start("");
    let mut report = load(&ask(&server, 1, 1));
    let mut limit = |busy, waits| {
        (report.own_busy, report.own_waits) = (busy, waits);
        report.own_late.reset();
        report.limit()
    };
    assert_eq!(limit(None, None), None);
    assert_eq!(limit(Some(0.89), Some(0.0)), None);
    assert_eq!(limit(Some(0.9), Some(0.0)), Some(Limit::Load(0.9)));
    assert_eq!(limit(Some(0.85), Some(0.08)), None);
    let machine = Some(Limit::Machine(0.5, 0.4));
    assert_eq!(limit(Some(0.5), Some(0.4)), machine);
    report.own_busy = None;
    report.own_waits = None;
    report.latency.reset();
    report.latency.record_n(1000, 100).unwrap();
    report.own_late.record_n(900_000, 100).unwrap();
    assert_eq!(report.limit(), None);
    report.own_late.record_n(5_000_000, 100).unwrap();
    assert!(matches!(report.limit(), Some(Limit::Late(4_900_000..5_100_000))));
    report.latency.record_n(100_000_000, 1000).unwrap();
    assert_eq!(report.limit(), None, "a twentieth of what is usual");
}

/// One client is served, and the other waits in vain for far longer.
#[test]
fn to_wait_in_vain_does_not_make_a_load_less_busy() {
    let server = Server::start("--stage single");
    let until = Until::Time(Duration::from_millis(300));
    let patience = Duration::from_secs(3);
    let plan = Plan { until, patience, threads: 1, ..ask(&server, 2, 0) };
    let report = load(&plan);
    let Some(busy) = report.own_busy else { return };
    let taken = busy + report.own_waits.unwrap_or(0.0);
    // Of the whole wall it could be a tenth at most.
    assert!(taken > 0.15, "{taken}");
}
