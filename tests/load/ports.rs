//! A machine that has no port left for one more connection.

use crate::common::tools::need;
use crate::run::{Ended, load};
use std::process::Command;

/// In a network of its own, with thirty ports and no reuse of those that are
/// in TIME_WAIT.
#[test]
fn no_port_left_is_named_and_says_what_to_do() {
    let script = "ip link set lo up &&
        echo 0 > /proc/sys/net/ipv4/tcp_tw_reuse &&
        echo 40000 40029 > /proc/sys/net/ipv4/ip_local_port_range || exit 77
        $0 --listen 127.0.0.1:50000 -q < /dev/null > /dev/null &
        until $0 load 127.0.0.1:50000 -c 1 -n 1 > /dev/null 2>&1; do
            sleep 0.02
        done
        $0 load 127.0.0.1:50000 --churn -c 2 -n 100 $1; code=$?
        kill $!; exit $code";
    let within = |more: &str| {
        let output = Command::new(need("unshare"))
            .args(["--net", "--user", "--map-root-user", "sh", "-c", script])
            .args([env!("CARGO_BIN_EXE_echostage"), more])
            .output()
            .unwrap();
        Ended::from(output)
    };
    let ended = within("--json");
    if ended.code == Some(77) || ended.told.contains("unshare") {
        return; // no network of our own here
    }
    let (name, n) = ended.with(1).only_error();
    assert_eq!(name, "no_port_left");
    assert!((1..=2).contains(&n), "{n}");
    let text = within("").with(1).text;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("TIME_WAIT"), "{text}");
    assert!(text.contains("--requests"), "{text}");
}

/// A port that the kernel hands out, and where nobody listens: sooner or
/// later a connection would find itself, and hear its own words.
#[test]
fn nobody_answers_itself() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    drop(listener);
    let from = format!("echo {0} {0} >", addr.port());
    let script = format!(
        "ip link set lo up && {from} /proc/sys/net/ipv4/ip_local_port_range \
         || exit 77; $0 load {addr} -c 1 -n 1 --timeout 0.5"
    );
    let output = Command::new(need("unshare"))
        .args(["--net", "--user", "--map-root-user", "sh", "-c", &script])
        .arg(env!("CARGO_BIN_EXE_echostage"))
        .output()
        .unwrap();
    let ended = Ended::from(output);
    if ended.code == Some(77) || ended.told.contains("unshare") {
        load(format!("{addr} -c 1 -n 1")).with(3);
        return;
    }
    let ended = ended.with(3);
    assert!(ended.told.contains("nobody listens"), "{}", ended.told);
}
