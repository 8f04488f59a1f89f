//! Where ss and ps are missing, or the symptom can't come.

use crate::common::{Folder, tools::need};
use crate::played::{command, play};
use std::os::unix::fs::symlink;
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

/// Its loopback is down: nobody can connect there.
#[test]
fn a_symptom_that_does_not_come_is_code_1_and_a_reason() {
    let folder = Folder::new();
    let mut unshare = Command::new(need("unshare"));
    unshare.args(["--user", "--map-root-user", "--net"]);
    unshare.arg(env!("CARGO_BIN_EXE_echostage")).args(["demo", "zombies"]);
    unshare.current_dir(folder.path()).stdin(Stdio::null());
    unshare.env("ECHOSTAGE_TEST", folder.path());
    let played = play(&folder, unshare);
    assert_eq!(played.code, Some(1), "{}", played.out);
    let told = played.err;
    assert!(told.starts_with("echostage: zombies was not seen: "), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(!played.out.contains("seen       "), "{}", played.out);
}
