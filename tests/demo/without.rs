//! Where ss and ps are missing, or the symptom can't come.

use crate::common::{Folder, tools::need};
use crate::played::{Played, command, play};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

/// A PATH on which there is no program but these.
fn with_only(programs: &[&str]) -> Folder {
    let folder = Folder::new();
    for program in programs {
        let link = folder.path().join(program);
        symlink(need(program), link).unwrap();
    }
    folder
}

#[test]
fn without_ss_and_ps_the_kernels_own_lines_show_it() {
    let path = with_only(&["sleep"]);
    for (fault, package, line) in [
        ("time-wait", "iproute2", " TIME_WAIT\n"),
        ("half-close", "iproute2", " CLOSE_WAIT\n"),
        ("zombies", "procps", "Z (zombie)\n"),
        ("udp-loss", "iproute2", " drops "),
        ("out-of-descriptors", "coreutils", "\n2"),
        ("broken-pipe", "the package grep", "\nSigIgn:"),
        ("sticky-messages", "iproute2", " 00000000:00000006 "),
    ] {
        let folder = Folder::new();
        let mut command = command(&folder, fault);
        command.env("PATH", path.path());
        let played = play(&folder, command);
        assert_eq!(played.code, Some(0), "{}{}", played.out, played.err);
        assert!(played.out.contains(package), "{}", played.out);
        assert!(played.out.contains(line), "no {line:?}: {}", played.out);
    }
}

/// As in a container, or with busybox: they are there, and fail.
#[test]
fn where_a_command_fails_the_kernels_own_lines_show_it() {
    let path = with_only(&["sleep"]);
    for (program, mode) in [("ss", 0o755), ("ps", 0o755), ("grep", 0o644)] {
        let file = path.path().join(program);
        fs::write(&file, "#!/bin/sh\necho no >&2; exit 1\n").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
    }
    for (fault, why, line) in [
        ("time-wait", "# It failed.", " TIME_WAIT\n"),
        ("zombies", "# It failed.", "Z (zombie)\n"),
        ("broken-pipe", "There is no grep", "\nSigIgn:"),
    ] {
        let folder = Folder::new();
        let mut command = command(&folder, fault);
        command.env("PATH", path.path());
        let played = play(&folder, command);
        assert_eq!(played.code, Some(0), "{}{}", played.out, played.err);
        assert!(played.out.contains(why), "no {why:?}: {}", played.out);
        assert!(played.out.contains(line), "no {line:?}: {}", played.out);
    }
}

/// On a network of its own, after these commands.
fn beside(before: &str, fault: &str) -> Played {
    let folder = Folder::new();
    let mut unshare = Command::new(need("unshare"));
    unshare.args("--user --map-root-user --net sh -euc".split(' '));
    unshare.arg(format!("{before}\nexec \"$0\" demo {fault}"));
    unshare.arg(env!("CARGO_BIN_EXE_echostage"));
    unshare.current_dir(folder.path()).stdin(Stdio::null());
    unshare.env("ECHOSTAGE_TEST", folder.path());
    play(&folder, unshare)
}

fn unseen(before: &str) -> Played {
    let played = beside(before, "zombies");
    assert_eq!(played.code, Some(1), "{}", played.out);
    let told = &played.err;
    assert!(told.starts_with("echostage: zombies was not seen: "), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(!played.out.contains("seen       "), "{}", played.out);
    played
}

/// Two ports are too few for a server and three clients.
#[test]
fn a_symptom_that_does_not_come_is_code_1_and_a_reason() {
    let told = unseen(
        "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up
         echo 50000 50001 > /proc/sys/net/ipv4/ip_local_port_range",
    );
    assert!(told.out.starts_with("zombies: "), "{}", told.out);
}

#[test]
fn without_loopback_that_is_the_reason_and_nothing_is_tried() {
    let told = unseen("");
    assert!(told.err.contains("127.0.0.1 is not reached"), "{}", told.err);
    assert!(told.err.contains("`echostage doctor`"), "{}", told.err);
    assert_eq!(told.out, "");
}

/// Half of all ports had a server a moment ago, whose clients closed first.
#[test]
fn what_an_earlier_server_left_at_a_port_is_not_taken_for_ours() {
    let before = format!(
        "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up
         echo 40000 40127 > /proc/sys/net/ipv4/ip_local_port_range
         {} -c '{LEFT_BEHIND}'",
        need("python3").display()
    );
    for _ in 0..4 {
        beside(&before, "reset").shows(&["^# Naive: it ended with code 1"]);
    }
}

const LEFT_BEHIND: &str = "
import socket
for port in range(40001, 40128, 4):
    server = socket.create_server((\"127.0.0.1\", port))
    client = socket.create_connection(server.getsockname())
    end, _ = server.accept()
    client.close(); end.recv(1); end.close(); server.close()
";
