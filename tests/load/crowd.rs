//! Many clients, silent ones among them.

use crate::common::Server;
use crate::run::load;

#[test]
fn two_thousand_clients_are_served() {
    let server = Server::start("-q");
    let args = format!("{} -c 2000 -n 20000 --json --timeout 20", server.addr);
    let json = load(args).with(0).json();
    assert_eq!(json["served"], 2000);
    assert_eq!(json["answered"], 20_000);
}

#[test]
fn a_silent_client_before_them_keeps_a_stage_of_one_from_all() {
    let server = Server::start("--stage single");
    let args = format!(
        "{} --silent 1 -c 4 --seconds 0.3 --timeout 0.5 --json",
        server.addr
    );
    let ended = load(&args).with(1);
    assert_eq!(ended.only_error(), ("never_answered".into(), 4));
    assert_eq!(ended.json()["served"], 0);
    assert_eq!(ended.json()["latency_us"], serde_json::Value::Null);
    let text = load(args.replace("--json", "")).with(1).text;
    assert!(text.contains("0 of 4 clients"), "{text}");
    assert!(text.contains("latency     unknown"), "{text}");
}

#[test]
fn a_thread_for_each_client_does_not_mind_silent_ones() {
    let server = Server::start("--stage threads");
    let args = format!("{} --silent 50 -c 4 -n 400 --json", server.addr);
    assert_eq!(load(args).with(0).json()["served"], 4);
}

#[test]
fn a_server_that_is_stopped_while_it_is_asked_is_named() {
    let mut server = Server::start("");
    let addr = server.addr;
    let asked = std::thread::spawn(move || {
        load(format!("{addr} -c 4 --seconds 10 --json"))
    });
    server.wait_for_line("#4 ");
    server.stop();
    let ended = asked.join().unwrap().with(1);
    let errors = ended.errors();
    assert_eq!(errors.iter().map(|(_, n)| n).sum::<u64>(), 4, "{errors:?}");
    for (name, _) in errors {
        assert!(
            ["closed_early", "reset", "closed_before_the_first_answer"]
                .contains(&name.as_str()),
            "{name}"
        );
    }
}
