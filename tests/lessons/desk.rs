//! The terminals of a lesson, side by side on a network of their own: no other
//! program has port 8899 there, and no packet leaves.

use crate::common::{Folder, tools::need};
use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

pub struct Desk {
    folder: Folder,
    open: BTreeSet<String>,
}

impl Desk {
    pub fn new() -> Self {
        let folder = Folder::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in ["src", "lessons"] {
            symlink(root.join(name), folder.path().join(name)).unwrap();
        }
        Self { folder, open: BTreeSet::new() }
    }

    fn tmux(&self, args: &[&str]) -> Command {
        let mut tmux = Command::new(need("tmux"));
        tmux.current_dir(self.folder.path()).env_remove("TMUX");
        tmux.arg("-u").arg("-S").arg(self.folder.path().join(".tmux"));
        tmux.args(args);
        tmux
    }

    /// Opens the terminal of that name, unless it is there.
    pub fn open(&mut self, name: &str) {
        if !self.open.insert(name.into()) {
            return;
        }
        let bin = env!("CARGO_BIN_EXE_echostage").rsplit_once('/').unwrap().0;
        let path = std::env::var("PATH").unwrap_or_default();
        let shell = [
            "env",
            "PS1=$ ",
            "LC_ALL=C.UTF-8",
            "HISTFILE=",
            &format!("PATH={bin}:{path}:/usr/sbin:/sbin"),
            "bash",
            "--norc",
            "--noprofile",
        ];
        let command = if self.open.len() == 1 {
            let mut first = Command::new(need("unshare"));
            first.current_dir(self.folder.path()).env_remove("TMUX");
            first.args(["--net", "--map-root-user", "--", "sh", "-c"]);
            first.arg("ip link set lo up && exec \"$@\"").arg("sh");
            let tmux = self.tmux(&["-f", "/dev/null", "new-session", "-d"]);
            first.arg(tmux.get_program()).args(tmux.get_args());
            first.args(["-x", "80", "-y", "24", "-n", name, "--"]);
            first.args(shell);
            first
        } else {
            let mut next = self.tmux(&["new-window", "-d", "-n", name, "--"]);
            next.args(shell);
            next
        };
        self.run(command);
    }

    fn run(&self, mut command: Command) {
        let done = command.output().unwrap();
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command:?}: {why}");
    }

    /// Types a line, or presses a key such as `Ctrl-C`.
    pub fn enter(&self, name: &str, text: &str) {
        if let Some(key) = text.strip_prefix("Ctrl-") {
            let key = format!("C-{}", key.to_lowercase());
            return self.run(self.tmux(&["send-keys", "-t", name, &key]));
        }
        self.run(self.tmux(&["send-keys", "-t", name, "-l", "--", text]));
        self.run(self.tmux(&["send-keys", "-t", name, "Enter"]));
    }

    /// Whether a shell says so, in the folder of the lesson.
    pub fn holds(&self, fact: &str) -> bool {
        let mut shell = Command::new("sh");
        shell.current_dir(self.folder.path()).args(["-c", fact]);
        shell.status().is_ok_and(|status| status.success())
    }

    /// All that was on its screen, without the empty lines at the end.
    pub fn seen(&self, name: &str) -> Vec<String> {
        let args = ["capture-pane", "-p", "-J", "-S", "-", "-t", name];
        let out = self.tmux(&args).output().unwrap().stdout;
        let text = String::from_utf8_lossy(&out);
        let lines = text.trim_end().lines();
        // A key is echoed without an end of its line.
        let parts = lines.flat_map(|line| match line.split_once("^C") {
            Some(("", after)) if !after.is_empty() => vec!["^C", after],
            _ => vec![line],
        });
        parts.map(|line| line.trim_end().to_string()).collect()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // With its terminals: whoever runs there gets SIGHUP.
        drop(self.tmux(&["kill-server"]).output());
    }
}
