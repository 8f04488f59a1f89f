//! Who holds the port: by its number, its words, its state and its place.

use crate::common::Folder;
use crate::{SERVER, alone, alone_in, line, names, served, text};

/// Only then its state is told, and not one on the way to it.
const STOP: &str = "kill -STOP $P; until grep -q ') T ' /proc/$P/stat; do :; \
                    done";

#[test]
fn a_free_port_is_ok() {
    let output = alone("", "");
    names(&line(&output, "ok    port, TCP"), &["nobody holds 8899"]);
    names(&line(&output, "ok    port, UDP"), &["nobody holds 8899"]);
}

#[test]
fn a_server_that_holds_it_is_named_and_is_no_fault() {
    let output = alone(&(served("--stage single") + "; echo server $P"), "");
    let told = text(&output);
    let pid = told.lines().next().unwrap().split_once(' ').unwrap().1;
    let told = line(&output, "look  port, TCP");
    let pid = format!("pid {pid} (echostage --stage single)");
    names(&told, &[&pid, "127.0.0.1:8899", "began", " s ago", "--listen"]);
    names(&line(&output, "ok    port, UDP"), &["nobody holds"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn another_port_is_looked_at_when_asked() {
    let before = served("--listen 127.0.0.1:8900");
    line(&alone(&before, ""), "ok    port, TCP");
    line(&alone(&before, "--port 8900"), "look  port, TCP");
}

#[test]
fn a_stopped_server_is_bad_and_those_who_wait_for_it_are_counted() {
    let clients = format!(
        "for n in 1 2; do {SERVER} client --silent 127.0.0.1:8899 2> c$n & \
         done; until ss -ltnH | grep -q '^LISTEN 2 '; do :; done"
    );
    let before = [&*served("--stage single"), STOP, &*clients].join("\n");
    let output = alone(&before, "");
    let told = line(&output, "BAD   port, TCP");
    names(&told, &["is stopped", "Ctrl-Z", "2 wait in the kernel's queue"]);
    assert_eq!(output.status.code(), Some(1));
    // The worst is the last, where it is seen.
    let told = text(&output);
    let bad = told.find("BAD").unwrap();
    assert!(!told[bad..].contains("\nok "), "{told}");
}

#[test]
fn a_udp_server_holds_the_port_over_udp_only() {
    let output = alone(&served("--stage udp-echo"), "");
    names(&line(&output, "ok    port, TCP"), &["nobody holds"]);
    names(&line(&output, "look  port, UDP"), &["--stage udp-echo"]);
}

#[test]
fn without_a_terminal_nothing_is_ended_and_that_is_told() {
    let before = served("--stage single") + "\n" + STOP;
    let unhurt = format!(
        "kill -CONT $P; echo unhurt | {SERVER} client 127.0.0.1:8899 2> c"
    );
    let output = alone_in(&Folder::new(), &before, "", &unhurt);
    let told = text(&output);
    names(&told, &["nothing was ended", "by hand: kill "]);
    let by_hand = told.split("by hand: kill ").nth(1).unwrap();
    let (pid, rest) = by_hand.split_once(';').unwrap();
    assert!(rest.starts_with(&format!(" kill -CONT {pid}\n")), "{told}");
    assert!(!told.contains("[y/N]"), "{told}");
    assert!(told.ends_with("unhurt\n"), "{told}");
}

#[test]
fn connections_that_are_left_over_are_counted() {
    // The client keeps its half open: so the server is the one that ends it.
    let once = |flags: &str| {
        format!(
            "{}; mkfifo pipe; exec 3<> pipe
             : > c; {SERVER} client 127.0.0.1:8899 < pipe > c 2>&1 &
             echo hello >&3
             until ss -tanH sport = 8899 | grep -q TIME-WAIT; do :; done",
            served(flags)
        )
    };
    let told = line(&alone(&once("--once"), ""), "ok    sockets");
    names(&told, &["1 in TIME_WAIT", "SO_REUSEADDR"]);
    // Without it the port can't be had, though nobody has it.
    let before = once("--once --no-reuse-address") + "; kill $P; wait $P";
    let told = line(&alone(&before, ""), "BAD   port, TCP");
    names(&told, &["nobody listens, but", "holds 127.0.0.1:8899 (TIME_WAIT)"]);
}

#[test]
fn a_connection_that_a_server_has_left_behind_is_told_with_whose_it_is() {
    let before = format!(
        "cat > forks.py <<'END'
import os, socket
s = socket.socket()
s.bind(('127.0.0.1', 8899))
s.listen()
print(1, flush=True)
c, _ = s.accept()
if os.fork() == 0:
    s.close()
while d := c.recv(100):
    c.sendall(d)
END
        : > said; python3 forks.py > said & P=$!
        until test -s said; do :; done; mkfifo pipe; exec 3<> pipe
        : > c; {SERVER} client 127.0.0.1:8899 < pipe > c 2>&1 &
        echo hello >&3; until grep -q hello c; do :; done
        kill -9 $P; wait $P 2> killed"
    );
    let told = line(&alone(&before, ""), "BAD   port, TCP");
    names(&told, &["nobody listens, but pid ", "(python3 forks.py) still"]);
    names(&told, &["has a connection on 127.0.0.1:8899;", "do: end it"]);
}

#[test]
fn a_process_with_two_sockets_on_the_port_is_told_once_with_both() {
    let before = "cat > both.py <<'END'
import socket, time
a = socket.create_server(('127.0.0.1', 8899))
b = socket.create_server(('::1', 8899), family=socket.AF_INET6)
print(1, flush=True)
time.sleep(60)
END
        : > said; python3 both.py > said & until test -s said; do :; done";
    let output = alone(before, "");
    let told = line(&output, "look  port, TCP");
    names(&told, &["holds 127.0.0.1:8899 and [::1]:8899;"]);
    assert!(!text(&output).contains("may not see"), "{}", text(&output));
}

/// In a container in the container.
#[test]
fn root_is_not_sent_to_sudo() {
    let nested = "unshare --pid --fork --mount-proc";
    let flags = format!("--json > own; {nested} {SERVER} doctor; true");
    let told = line(&alone(&served(""), &flags), "look  port, TCP");
    names(&told, &["may not see holds 127.0.0.1:8899", "another container"]);
    assert!(!told.contains("sudo"), "{told}");
}

#[test]
fn a_port_that_needs_root_is_bad() {
    let lower = "setpriv --bounding-set=-net_bind_service \
                 --inh-caps=-net_bind_service";
    let before = format!("{lower} {SERVER} doctor --port 80 > said; cat said");
    let told = line(&alone(&before, "--json"), "BAD   port, TCP");
    names(&told, &["needs root", "1024"]);
}

#[test]
fn what_a_program_calls_itself_reaches_no_terminal_raw() {
    let before = "name=$(printf 'a\\033[2J\\nBAD')
        cat > \"$name\" <<'END'
import socket, time
s = socket.create_server(('127.0.0.1', 8899))
print(1, flush=True)
time.sleep(60)
END
        : > said; python3 \"$name\" > said &
        until test -s said; do :; done";
    let told = line(&alone(before, ""), "look  port, TCP");
    names(&told, &["(python3", " a\\x1b[2J\\nBAD) holds"]);
}
