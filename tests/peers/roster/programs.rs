//! Programs that come with the system, and how each is told to echo.

use super::Gone;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Its flags, for this address; a file that it reads first stays meanwhile.
pub type Told = fn(&mut Command, SocketAddr, &Path) -> io::Result<()>;

/// Where a program is; servers stand in sbin, which an ordinary user's PATH
/// leaves out.
pub fn find(program: &str, packages: &str) -> Result<PathBuf, Gone> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            Gone::Missing(format!(
                "no `{program}` on this machine (Debian: {packages})"
            ))
        })
}

/// For those who want a number, and can't pick one themselves.
pub fn free_addr() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// A pipe to itself: nothing is executed.
pub fn socat(
    program: &mut Command,
    addr: SocketAddr,
    _: &Path,
) -> io::Result<()> {
    program.arg(socat_listens(addr)).arg("PIPE");
    Ok(())
}

pub fn socat_exec(
    program: &mut Command,
    addr: SocketAddr,
    _: &Path,
) -> io::Result<()> {
    program.arg(socat_listens(addr)).arg("EXEC:/bin/cat,nofork");
    Ok(())
}

fn socat_listens(addr: SocketAddr) -> String {
    let port = addr.port();
    format!("TCP-LISTEN:{port},bind=127.0.0.1,fork,nodelay,backlog=1024")
}

pub fn ncat(
    program: &mut Command,
    addr: SocketAddr,
    _: &Path,
) -> io::Result<()> {
    program.args(["--listen", "--keep-open", "--max-conns", "20000"]);
    program.args(["--exec", "/bin/cat", "127.0.0.1"]);
    program.arg(addr.port().to_string());
    Ok(())
}

pub fn xinetd(
    program: &mut Command,
    addr: SocketAddr,
    file: &Path,
) -> io::Result<()> {
    let port = addr.port();
    let id = rustix::process::getuid().as_raw();
    fs::write(
        file,
        format!(
            "service echo-peer\n{{\n\
             type = UNLISTED\nsocket_type = stream\nprotocol = tcp\n\
             bind = 127.0.0.1\nport = {port}\nwait = no\nuser = {id}\n\
             server = /bin/cat\ninstances = UNLIMITED\n\
             per_source = UNLIMITED\ncps = 100000 1\nflags = NODELAY\n\
             disable = no\n}}\n"
        ),
    )?;
    program.args(["-dontfork", "-inetd_ipv6", "-f"]).arg(file);
    // A file of its own: xinetd deletes it when it ends, whatever it is.
    program.arg("-pidfile").arg(file.with_extension("pid"));
    Ok(())
}
