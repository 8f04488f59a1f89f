//! tmux on a socket of its own: no other session of the person is touched.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SOCKET: &str = ".tmux";

/// What the person's own settings are not asked for. A program may change a
/// pane's title: so names stand in an option.
pub const SETTINGS: &str = "\
set -g status off
set -g mouse on
set -s escape-time 10
set -g default-terminal screen-256color
set -g pane-border-status top
set -g pane-border-style dim
set -g pane-active-border-style dim
set -g pane-border-format \
' #{?#{==:#{@name},#{@active}},#[reverse],#[bold]} #{@name} #[default] '
set-hook -g pane-exited \"if -F '#{==:#{hook_pane},%0}' kill-server\"
";

pub struct Tmux {
    folder: PathBuf,
}

pub fn is_there() -> bool {
    let mut ask = Command::new("tmux");
    ask.arg("-V").stdin(Stdio::null()).stdout(Stdio::null());
    ask.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

impl Tmux {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.into() }
    }

    /// An order to the server of this folder.
    pub fn command(&self) -> Command {
        let mut tmux = Command::new("tmux");
        tmux.current_dir(&self.folder).env_remove("TMUX");
        tmux.arg("-u").arg("-S").arg(self.folder.join(SOCKET));
        tmux
    }

    /// What the server answers.
    pub fn ask(&self, words: &[&str]) -> io::Result<String> {
        let done = self.run(words)?;
        if done.status.success() {
            return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
        }
        let why = String::from_utf8_lossy(&done.stderr).trim().to_string();
        let verb = words.first().copied().unwrap_or_default();
        Err(io::Error::other(format!("tmux {verb}: {why}")))
    }

    /// The same, where nobody minds what comes of it.
    pub fn tell(&self, words: &[&str]) {
        // It may be gone, or the pane too small: the lesson goes on.
        let _ = self.run(words);
    }

    fn run(&self, words: &[&str]) -> io::Result<Output> {
        self.command().args(words).stdin(Stdio::null()).output()
    }
}

/// The lesson's `echostage` is this program; `ss` may stand in sbin.
pub fn path(folder: &Path) -> String {
    let old = env::var("PATH").unwrap_or_default();
    format!("{}/bin:{old}:/usr/sbin:/sbin", folder.display())
}
