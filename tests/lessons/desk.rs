//! The terminals of a lesson, side by side on a network of their own: no other
//! program has port 8899 there, and no packet leaves. `ps` sees their processes
//! only, and whatever happens these end with the lesson.

use crate::common::{Folder, tools::need, until};
use echostage::lesson::pattern::lines_of;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command};

const SOCKET: &str = ".tmux";
/// A fact of `Desk::holds` that does hold.
const HOLDS: &str = ".holds";

pub struct Desk {
    folder: Folder,
    open: BTreeSet<String>,
    tmux: Child,
}

impl Desk {
    pub fn new() -> Self {
        let folder = Folder::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for name in ["src", "lessons"] {
            symlink(root.join(name), folder.path().join(name)).unwrap();
        }
        let mut alone = Command::new(need("unshare"));
        alone.current_dir(folder.path()).env_remove("TMUX");
        alone.args(["--net", "--pid", "--mount-proc", "--map-root-user"]);
        alone.args(["--fork", "--kill-child", "--", "sh", "-c"]);
        alone.arg("ip link set lo up && exec \"$@\"").arg("sh");
        alone.arg(need("tmux")).args(["-u", "-D", "-f", "/dev/null", "-S"]);
        let socket = folder.path().join(SOCKET);
        let tmux = alone.arg(&socket).spawn().unwrap();
        until("tmux", || socket.exists().then_some(()));
        Self { folder, open: BTreeSet::new(), tmux }
    }

    fn tmux(&self, args: &[&str]) -> Command {
        let mut tmux = Command::new(need("tmux"));
        tmux.current_dir(self.folder.path()).env_remove("TMUX");
        tmux.arg("-u").arg("-S").arg(self.folder.path().join(SOCKET));
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
            "DEBUGINFOD_URLS=", // gdb would ask whether it may fetch
            &format!("PATH={bin}:{path}:/usr/sbin:/sbin"),
            "bash",
            "--norc",
            "--noprofile",
        ];
        let mut command = if self.open.len() == 1 {
            let size = ["-x", "80", "-y", "24", "-n", name, "--"];
            let mut first = self.tmux(&["new-session", "-d"]);
            first.args(size);
            first
        } else {
            self.tmux(&["new-window", "-d", "-n", name, "--"])
        };
        command.args(shell);
        self.run(command);
    }

    fn run(&self, mut command: Command) {
        let done = command.output().unwrap();
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command:?}: {why}");
    }

    /// Whether a program runs in it, and not only its shell.
    pub fn runs(&self, name: &str) -> bool {
        let what = ["-p", "-t", name, "#{pane_current_command}"];
        let mut ask = self.tmux(&["display-message"]);
        let out = ask.args(what).output().unwrap().stdout;
        out.trim_ascii() != b"bash"
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

    /// Whether a shell says so, beside the terminals.
    pub fn holds(&self, fact: &str) -> bool {
        let yes = self.folder.path().join(HOLDS);
        // Were it to fail, tmux would say so in a terminal.
        let fact = format!("{{ {fact}; }} >.told 2>&1 && touch {HOLDS}; :");
        // Their doubled sign is tmux's single one.
        let fact = fact.replace('#', "##");
        let asked = self.tmux(&["run-shell", &fact]).output();
        asked.is_ok() && fs::remove_file(yes).is_ok()
    }

    /// All that was on its screen, without the empty lines at the end.
    pub fn seen(&self, name: &str) -> Vec<String> {
        self.capture(name, &["-S", "-"])
    }

    /// What stands on its screen now.
    pub fn screen(&self, name: &str) -> Vec<String> {
        self.capture(name, &[])
    }

    fn capture(&self, name: &str, from: &[&str]) -> Vec<String> {
        let mut tmux = self.tmux(&["capture-pane", "-p", "-J", "-t", name]);
        let out = tmux.args(from).output().unwrap().stdout;
        let text = String::from_utf8_lossy(&out);
        lines_of(&text)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // With its terminals: whoever runs there gets SIGHUP. Then process 1
        // of their world goes, and with it all that is left.
        drop(self.tmux(&["kill-server"]).output());
        drop(self.tmux.kill());
        drop(self.tmux.wait());
    }
}
