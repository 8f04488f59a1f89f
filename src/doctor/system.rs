//! Which package manager this system has, by os-release(5), and how it is
//! asked to install.

use std::fs;

/// A column of the table of packages in `tools.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    Apt,
    Dnf,
    Pacman,
    Apk,
    Zypper,
    Brew,
}

/// What ID or ID_LIKE may say. Others name one of these in ID_LIKE.
const SYSTEMS: &[(&str, Manager)] = &[
    ("debian", Manager::Apt),
    ("ubuntu", Manager::Apt),
    ("fedora", Manager::Dnf),
    ("rhel", Manager::Dnf),
    ("centos", Manager::Dnf),
    ("arch", Manager::Pacman),
    ("alpine", Manager::Apk),
    ("suse", Manager::Zypper),
    ("opensuse", Manager::Zypper),
    ("opensuse-leap", Manager::Zypper),
    ("opensuse-tumbleweed", Manager::Zypper),
    ("sles", Manager::Zypper),
];

impl Manager {
    /// Of the system that we run on.
    pub fn here() -> Option<Self> {
        if cfg!(target_vendor = "apple") {
            return Some(Self::Brew);
        }
        let text = fs::read_to_string("/etc/os-release")
            .or_else(|_| fs::read_to_string("/usr/lib/os-release"));
        Self::of(&text.ok()?)
    }

    /// As an os-release file tells it.
    pub fn of(text: &str) -> Option<Self> {
        let value = |key: &str| -> Option<String> {
            let mut lines = text.lines().map(str::trim);
            let value = lines.find_map(|line| line.strip_prefix(key))?;
            Some(value.trim_matches(['"', '\'']).to_lowercase())
        };
        let ids = [value("ID="), value("ID_LIKE=")];
        let mut ids = ids.iter().flatten().flat_map(|ids| ids.split(' '));
        ids.find_map(|id| {
            let row = SYSTEMS.iter().find(|(name, _)| *name == id);
            row.map(|(_, manager)| *manager)
        })
    }

    /// The line to type; `root` is whether we are.
    pub fn install(self, packages: &[&str], root: bool) -> String {
        let command = match self {
            Self::Apt => "apt install",
            Self::Dnf => "dnf install",
            Self::Pacman => "pacman -S",
            Self::Apk => "apk add",
            Self::Zypper => "zypper install",
            Self::Brew => "brew install",
        };
        let sudo = if root || self == Self::Brew { "" } else { "sudo " };
        format!("{sudo}{command} {}", packages.join(" "))
    }
}

pub fn is_root() -> bool {
    #[cfg(unix)]
    return rustix::process::geteuid().is_root();
    #[cfg(not(unix))]
    false
}
