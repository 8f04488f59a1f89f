//! A port that can't be had: who has it, and what to do.

use crate::common::{PATIENCE, Process, Server, Signal, time_waits, until};
use crate::{names, refused};
use rustix::process::{Pid, kill_process};
use std::fs;
use std::time::Duration;

#[test]
fn a_port_in_use_is_named_with_who_holds_it() {
    let holder = Server::start("");
    let addr = holder.addr.to_string();
    let (told, code) = refused(Server::command("", "", &addr));
    names(&told, &[&addr, &holder.process().0.to_string(), "echostage"]);
    let doctor = format!("`echostage doctor --port {}`", holder.addr.port());
    names(&told, &[&doctor, "shows more"]);
    assert!(!told.contains("fg"), "{told}");
    assert_eq!(code, 1);
    holder.client().echo("unhurt\n");
}

#[test]
fn a_port_held_by_a_stopped_server_says_how_to_wake_it() {
    let holder = Server::start("");
    holder.signal(Signal::STOP);
    let addr = holder.addr.to_string();
    let Process(pid) = holder.process();
    let stat = format!("/proc/{pid}/stat");
    until("the holder stopped", || {
        fs::read_to_string(&stat).unwrap().contains(") T ").then_some(())
    });
    let (told, code) = refused(Server::command("", "", &addr));
    names(&told, &[&addr, &pid.to_string(), "fg"]);
    assert_eq!(code, 1);
}

/// Ports that one needs a permission for, if this machine has any.
#[test]
fn a_port_without_permission_is_named() {
    let first_free = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
    let first_free = fs::read_to_string(first_free).unwrap();
    assert_ne!(first_free.trim(), "0", "here everybody may have port 80");
    let root = rustix::process::geteuid().is_root();
    let without = "setpriv --bounding-set=-net_bind_service \
                   --inh-caps=-net_bind_service";
    let wrapper = if root { without } else { "" };
    let (told, code) = refused(Server::command(wrapper, "", "127.0.0.1:80"));
    names(&told, &["127.0.0.1:80", "`echostage doctor --port 80`"]);
    let advice = ["1024", "root", "NET_BIND_SERVICE"];
    assert!(advice.iter().any(|word| told.contains(word)), "{told}");
    assert_eq!(code, 1);
}

/// A server that has closed first, and then ended: its port is in TIME_WAIT.
fn closed_first(args: &str) -> Server {
    let mut server = Server::start(&format!("--once {args}"));
    let mut client = server.client();
    client.echo("hello\n");
    assert_eq!(client.rest(), b"");
    drop(client);
    server.stop();
    let port = server.addr.port();
    until("TIME_WAIT", || (time_waits(port) > 0).then_some(()));
    server
}

#[test]
fn without_reuse_the_port_of_a_server_that_closed_first_is_in_use() {
    let addr = closed_first("").addr.to_string();
    let command = Server::command("", "--no-reuse-address", &addr);
    let (told, code) = refused(command);
    names(&told, &[&addr, "in use", "TIME_WAIT", "do without --no-reuse"]);
    assert_eq!(code, 1);
}

/// It keeps out also who asks for the reuse: both must.
#[test]
fn a_flag_that_was_not_given_is_not_named() {
    let addr = closed_first("--no-reuse-address").addr.to_string();
    let (told, _) = refused(Server::command("", "", &addr));
    names(&told, &[&addr, "TIME_WAIT", "; wait, or take another port"]);
    assert!(!told.contains("--no-reuse-address"), "{told}");
}

#[test]
fn a_port_that_only_a_connection_holds_is_named_with_whose_it_is() {
    // A child that computes does not look whether its server is there.
    let args = "--stage process --no-reuse-address --burn 60000";
    let mut server = Server::start(args);
    let mut client = server.client();
    client.say("hello\n");
    let child = until("a child that computes", || {
        let [child] = server.process().children()[..] else { return None };
        (child.cpu() > Duration::from_millis(50)).then_some(child)
    });
    server.signal(Signal::KILL);
    server.wait_exit(PATIENCE);
    let addr = server.addr.to_string();
    let (told, code) = refused(Server::command("", "", &addr));
    let pid = Pid::from_raw(child.0 as i32).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
    let who = format!("nobody listens there, but pid {} (echostage)", child.0);
    names(&told, &[&who, "still has a connection on it; end it"]);
    assert!(!told.contains("TIME_WAIT"), "{told}");
    assert_eq!(code, 1);
}

#[test]
fn with_reuse_it_is_not() {
    let old = closed_first("");
    Server::start_on(old.addr, "").client().echo("again\n");
}
