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

const TOOLS: [Tool; 6] = [
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
        name: "ss",
        packages: [
            "iproute2", "iproute", "iproute2", "iproute2", "iproute2", "",
        ],
    },
    Tool {
        name: "strace",
        packages: ["strace", "strace", "strace", "strace", "strace", ""],
    },
    Tool { name: "gdb", packages: ["gdb"; 6] },
    Tool { name: "tmux", packages: ["tmux"; 6] },
];

pub fn look(_: u16) -> Vec<Finding> {
    let missing: Vec<&Tool> =
        TOOLS.iter().filter(|tool| !is_here(tool.name)).collect();
    let all = |tools: &[&Tool]| {
        let names: Vec<_> = tools.iter().map(|tool| tool.name).collect();
        names.join(", ")
    };
    if missing.is_empty() {
        let seen = all(&TOOLS.iter().collect::<Vec<_>>());
        return vec![Finding::ok("tools", format!("{seen} are here"))];
    }
    let seen = format!("missing: {}", all(&missing));
    vec![Finding::look("tools", seen, &install(&missing))]
}

fn install(missing: &[&Tool]) -> String {
    if cfg!(windows) {
        return "take WSL (wsl --install), where all of them are; what \
                Windows has instead: echostage lesson commands"
            .into();
    }
    let Some(manager) = Manager::here() else {
        let programs = "packages with these programs";
        return format!("ask your package manager for {programs}");
    };
    let packages = missing.iter().map(|tool| tool.packages[manager as usize]);
    let packages: Vec<_> = packages.filter(|name| !name.is_empty()).collect();
    match &*packages {
        [] => "this system has others: echostage lesson commands".into(),
        packages => manager.install(packages, is_root()),
    }
}
