//! Where this system runs, only if it is not a machine of its own: what that
//! changes for a lesson.

use super::Finding;
use std::env;
use std::fs;
use std::path::Path;

pub fn look(_: u16) -> Vec<Finding> {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease").to_lowercase();
    let mut all = Vec::new();
    if kernel.contains("microsoft") {
        all.push(Finding::look(
            "machine",
            "Linux inside Windows (WSL)",
            "other hosts reach Windows, not this system: lessons on one \
             machine work; between machines, set networkingMode=mirrored in \
             .wslconfig",
        ));
    } else if read("/proc/cpuinfo").contains(" hypervisor") {
        all.push(Finding::look(
            "machine",
            "a virtual machine",
            "its times vary with what its host does: compare counts, or \
             measure on real hardware",
        ));
    }
    if let Some(what) = container() {
        all.push(Finding::look(
            "machine",
            format!("a container ({what})"),
            "a server must listen on 0.0.0.0 to be reached from outside; gdb \
             and strace may need --cap-add=SYS_PTRACE",
        ));
    }
    all
}

fn container() -> Option<&'static str> {
    let is = |path| Path::new(path).exists();
    match () {
        () if is("/.dockerenv") => Some("docker"),
        () if is("/run/.containerenv") => Some("podman"),
        () if env::var_os("KUBERNETES_SERVICE_HOST").is_some() => {
            Some("kubernetes")
        }
        () if is("/run/host/container-manager") => Some("systemd-nspawn"),
        () => None,
    }
}
