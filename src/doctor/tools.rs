//! The programs that the lessons look from outside with: who is missing, and
//! the line that installs them here.

use super::Finding;
use super::system::{Manager, is_root};
use crate::net::programs::is_here;

struct Tool {
    name: &'static str,
    /// In the order of `Manager`; empty: that system has none.
    packages: [&'static str; 6],
}

/// What is looked for at any time; a lesson asks for more.
const USUAL: [&str; 6] = ["telnet", "nc", "ss", "strace", "gdb", "tmux"];

const IPROUTE: [&str; 6] =
    ["iproute2", "iproute", "iproute2", "iproute2", "iproute2", ""];
const PROCPS: [&str; 6] =
    ["procps", "procps-ng", "procps-ng", "procps", "procps", ""];
const UTIL_LINUX: [&str; 6] =
    ["util-linux", "util-linux", "util-linux", "util-linux", "util-linux", ""];

const TOOLS: [Tool; 13] = [
    Tool {
        name: "telnet",
        packages: [
            "inetutils-telnet",
            "telnet",
            "inetutils",
            "busybox-extras",
            "telnet",
            "telnet",
        ],
    },
    Tool {
        name: "nc",
        packages: [
            "netcat-openbsd",
            "nmap-ncat",
            "openbsd-netcat",
            "netcat-openbsd",
            "netcat-openbsd",
            "netcat",
        ],
    },
    Tool {
        name: "strace",
        packages: ["strace", "strace", "strace", "strace", "strace", ""],
    },
    Tool { name: "gdb", packages: ["gdb"; 6] },
    Tool { name: "tmux", packages: ["tmux"; 6] },
    Tool {
        name: "python3",
        packages: [
            "python3", "python3", "python", "python3", "python3", "python3",
        ],
    },
    Tool { name: "ss", packages: IPROUTE },
    Tool { name: "ip", packages: IPROUTE },
    Tool { name: "nstat", packages: IPROUTE },
    Tool { name: "ps", packages: PROCPS },
    Tool { name: "pgrep", packages: PROCPS },
    Tool { name: "taskset", packages: UTIL_LINUX },
    Tool { name: "unshare", packages: UTIL_LINUX },
];

pub fn look(_: u16) -> Vec<Finding> {
    let missing = missing(&USUAL);
    if missing.is_empty() {
        let seen = format!("{} are here", USUAL.join(", "));
        return vec![Finding::ok("tools", seen)];
    }
    let seen = format!("missing: {}", missing.join(", "));
    vec![Finding::look("tools", seen, &install(&missing))]
}

/// Those of these programs that are not here.
pub fn missing<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().filter(|name| !is_here(name)).copied().collect()
}

/// The line that installs these programs here, or what to do instead.
pub fn install(missing: &[&str]) -> String {
    if cfg!(windows) {
        return "take WSL (wsl --install), where all of them are; what \
                Windows has instead: echostage lesson commands"
            .into();
    }
    let known: Vec<&Tool> =
        TOOLS.iter().filter(|tool| missing.contains(&tool.name)).collect();
    let Some(manager) = Manager::here().filter(|_| !known.is_empty()) else {
        let programs = "packages with these programs";
        return format!("ask your package manager for {programs}");
    };
    let packages = known.iter().map(|tool| tool.packages[manager as usize]);
    let mut packages: Vec<_> = packages.filter(|p| !p.is_empty()).collect();
    packages.dedup();
    match &*packages {
        [] => "this system has others: echostage lesson commands".into(),
        packages => manager.install(packages, is_root()),
    }
}
