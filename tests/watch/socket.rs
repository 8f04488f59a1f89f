//! The socket of `--watch PATH`: whose it is, and when it is removed.

use crate::common::tools::need;
use crate::common::{Folder, PATIENCE, Server, Signal, refused};
use crate::watched::{Watched, Watcher};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;

fn refuses(path: &Path, code: i32, parts: &[&str]) {
    let args = format!("--watch {}", path.display());
    let (told, got) = refused(Server::command("", &args, "127.0.0.1:0"));
    for part in parts {
        assert!(told.contains(part), "no {part:?} in {told:?}");
    }
    assert_eq!(got, code, "{told}");
}

#[test]
fn the_socket_is_ours_alone_and_gone_at_the_end() {
    let mut watched = Watched::start("");
    let mode = fs::metadata(&watched.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    watched.server.stop();
    assert!(!watched.path.exists());
}

/// A socket that does not listen yet refuses everybody.
#[test]
fn nobody_can_connect_before_the_mode_is_right() {
    let folder = Folder::new();
    let (path, calls) = (folder.path().join("w"), folder.path().join("calls"));
    let wrapper = format!(
        "{} -f -o {} -e trace=bind,listen,chmod,fchmod,fchmodat",
        need("strace").display(),
        calls.display()
    );
    let args = format!("--watch {}", path.display());
    let server = Server::start_under(&wrapper, &args);
    let calls = fs::read_to_string(&calls).unwrap();
    let at = |part: &str| {
        let at = calls.lines().position(|line| line.contains(part));
        at.unwrap_or_else(|| panic!("no {part:?} in {calls}"))
    };
    let bind = at("AF_UNIX");
    let line = calls.lines().nth(bind).unwrap();
    let socket = line.split(['(', ',']).nth(1).unwrap();
    let chmod = at(&format!("fchmod({socket}, 0600)"));
    let listen = at(&format!("listen({socket}, "));
    assert!(chmod < bind && bind < listen, "{calls}");
    drop(server);
}

#[test]
fn a_second_interrupt_removes_it_as_well() {
    let mut watched = Watched::start("--stage single --grace 60");
    let mut client = watched.server.client();
    client.echo("hello\n");
    client.flood();
    watched.server.signal(Signal::INT);
    watched.server.wait_for_line("closing: 1 inside");
    watched.server.signal(Signal::INT);
    assert_eq!(watched.server.wait_exit(PATIENCE), Some(130));
    assert!(!watched.path.exists());
}

#[test]
fn a_second_server_on_the_same_path_does_not_start() {
    let watched = Watched::start("");
    let pid = format!("pid {}", watched.server.process().0);
    refuses(&watched.path, 1, &["another server", &pid, "another path"]);
    watched.watcher().state();
}

#[test]
fn a_server_that_is_stopped_still_has_its_path() {
    let watched = Watched::start("");
    watched.server.signal(Signal::STOP);
    refuses(&watched.path, 1, &["another server"]);
    watched.server.signal(Signal::CONT);
}

#[test]
fn a_socket_that_nobody_listens_on_is_replaced() {
    let mut watched = Watched::start("");
    watched.server.signal(Signal::KILL);
    watched.server.wait_exit(PATIENCE);
    assert!(watched.path.exists());
    let next = Server::start(&format!("--watch {}", watched.path.display()));
    Watcher::connect(&watched.path).state();
    drop(next);
}

#[test]
fn who_locks_the_folder_stops_nobody() {
    use rustix::fs::{FlockOperation, flock};
    let folder = Folder::new();
    let lock = fs::File::open(folder.path()).unwrap();
    flock(&lock, FlockOperation::LockExclusive).unwrap();
    let path = folder.path().join("w");
    let mut server = Server::start(&format!("--watch {}", path.display()));
    server.stop();
    assert!(!path.exists());
}

#[test]
fn what_is_no_socket_is_never_removed() {
    let folder = Folder::new();
    let (file, link) = (folder.path().join("file"), folder.path().join("link"));
    fs::write(&file, "precious").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    for path in [&file, &link] {
        refuses(path, 1, &["no socket", "name another path"]);
    }
    refuses(folder.path(), 1, &["no socket"]);
    assert_eq!(fs::read_to_string(&link).unwrap(), "precious");
}

#[test]
fn what_has_taken_its_place_stays_there() {
    let mut watched = Watched::start("");
    fs::remove_file(&watched.path).unwrap();
    let _other = UnixListener::bind(&watched.path).unwrap();
    watched.server.stop();
    assert!(watched.path.exists());
}

#[test]
fn a_server_that_can_not_start_after_all_leaves_none() {
    let folder = Folder::new();
    let path = folder.path().join("w");
    let path_of = path.display();
    let crowd = "--stage prethread --workers 1024 --stack 65536";
    let args = format!("{crowd} --watch {path_of}");
    let wrapper = "prlimit --as=4000000000";
    let command = Server::command(wrapper, &args, "127.0.0.1:0");
    let (told, code) = refused(command);
    assert!(told.contains("cannot start stage prethread"), "{told}");
    assert_eq!((code, path.exists()), (1, false));
}

#[test]
fn a_path_that_can_not_be_is_told_plainly() {
    let folder = Folder::new();
    let long = folder.path().join("x".repeat(120));
    let has = format!("this one has {}", long.as_os_str().len());
    refuses(&long, 1, &["has 107 bytes at most", &has]);
    let nowhere = folder.path().join("no").join("where");
    refuses(&nowhere, 1, &["No such file", "a folder that exists"]);
}

#[test]
fn one_client_on_standard_input_is_not_watched() {
    let args = "--inetd --watch /tmp/x";
    let (told, code) = refused(Server::command("", args, "127.0.0.1:0"));
    assert!(told.contains("--watch"), "{told}");
    assert_eq!(code, 2);
}
