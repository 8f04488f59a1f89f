//! The third-party programs that the tests drive, and who brings them.

use std::env;
use std::path::PathBuf;

/// Each program, and the Debian package that holds it.
pub const TOOLS: &[(&str, &str)] = &[
    ("telnet", "inetutils-telnet"),
    ("nc", "netcat-openbsd"),
    ("socat", "socat"),
    ("xinetd", "xinetd"),
    ("tcpserver", "ucspi-tcp"),
    ("systemd-socket-activate", "systemd"),
    ("tmux", "tmux"),
    ("less", "less"),
    ("strace", "strace"),
    ("gdb", "gdb"),
    ("prlimit", "util-linux"),
    ("setpriv", "util-linux"),
    ("unshare", "util-linux"),
    ("ip", "iproute2"),
    ("ss", "iproute2"),
    ("ps", "procps"),
    ("python3", "python3-minimal"),
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
];

/// Where the program is; a test without its tool fails, it never passes.
#[track_caller]
pub fn need(program: &str) -> PathBuf {
    find(program).unwrap_or_else(|| panic!("{}", missing(program)))
}

pub fn missing(program: &str) -> String {
    let row = TOOLS.iter().find(|row| row.0 == program);
    let package = row.map_or(program, |row| row.1);
    format!(
        "this test needs {program}: Debian's package {package} has it \
         (`make tools` installs it)"
    )
}

/// Servers stand in sbin, which an ordinary user's PATH leaves out.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
