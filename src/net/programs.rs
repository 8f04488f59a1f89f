//! The programs that one types beside ours (ss, ps, gdb): which are here.

use std::env::{self, consts};
use std::ffi::OsString;
use std::path::Path;

/// Where commands are looked for: an ordinary user's PATH may leave out sbin.
pub fn path() -> OsString {
    let mut path = env::var_os("PATH").unwrap_or_default();
    if cfg!(unix) {
        path.push(":/usr/sbin:/sbin");
    }
    path
}

pub fn is_here(name: &str) -> bool {
    let file = format!("{name}{}", consts::EXE_SUFFIX);
    env::split_paths(&path()).any(|folder| can_run(&folder.join(&file)))
}

fn can_run(file: &Path) -> bool {
    #[cfg(unix)]
    return file.is_file()
        && rustix::fs::access(file, rustix::fs::Access::EXEC_OK).is_ok();
    #[cfg(not(unix))]
    file.is_file()
}
