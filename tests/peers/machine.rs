//! The machine that the figures come from, and how quiet it was.

use crate::roster::find;
use std::fs;
use std::process::Command;

/// Who answers to `--version`, or to a word of its own.
const VERSIONS: [(&str, &str); 6] = [
    ("rustc", "--version"),
    ("gcc", "--version"),
    ("go", "version"),
    ("python3", "--version"),
    ("socat", "-V"),
    ("ncat", "--version"),
];

/// Prints it: the processor, the kernel, and who built or runs the servers.
pub fn describe(markdown: bool) {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let field = |key: &str| {
        let line = info.lines().find(|line| line.starts_with(key))?;
        Some(line.split_once(':')?.1.trim().to_string())
    };
    let processor = field("model name").unwrap_or("a processor".into());
    let cpus = info.lines().filter(|l| l.starts_with("processor")).count();
    let kernel = read("/proc/sys/kernel/osrelease");
    let virtual_too =
        if info.contains("hypervisor") { ", virtual" } else { "" };
    let mut lines = vec![format!(
        "{cpus} × {processor}{virtual_too}, Linux {}",
        kernel.trim()
    )];
    lines.extend(VERSIONS.iter().filter_map(|(program, flag)| {
        let path = find(program, "").ok()?;
        let told = Command::new(path).arg(flag).output().ok()?;
        let said = [told.stdout, told.stderr].concat(); // ncat: the latter
        let said = String::from_utf8_lossy(&said).into_owned();
        let version = |line: &&str| line.contains(|c: char| c.is_numeric());
        Some(said.lines().find(version)?.trim().to_string())
    }));
    for line in lines {
        println!("{}{line}", if markdown { "- " } else { "" });
    }
    println!();
}

/// How much processor time everybody has had, in ticks of 10 ms.
pub struct Pulse {
    stolen: u64,
    all: u64,
}

impl Pulse {
    pub fn now() -> Self {
        let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
        let first = stat.lines().next().unwrap_or_default();
        let ticks: Vec<u64> =
            first.split_whitespace().flat_map(str::parse).collect();
        let stolen = ticks.get(7).copied().unwrap_or_default();
        Self { stolen, all: ticks.iter().take(8).sum() }
    }

    /// What the host took from us meanwhile.
    pub fn until_now(&self) -> String {
        let now = Self::now();
        let all = (now.all - self.all).max(1) as f64;
        let share = (now.stolen - self.stolen) as f64 / all * 100.0;
        format!("the host took {share:.1} % of the processor time meanwhile")
    }
}
