//! tmux on a socket of its own: no other session of the person is touched.

use crate::commands::Failure;
use std::borrow::Cow;
use std::env;
use std::io;
use std::os::unix::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SOCKET: &str = ".tmux";

/// What the person's own settings are not asked for. A program may change a
/// pane's title: so names stand in an option. A right click would open a menu
/// that can end a terminal, or cut it in two.
pub const SETTINGS: &str = r##"
set -g status off
set -g mouse on
bind -n WheelUpPane if -Ft= '#{!=:#{pane_id},%0}' \
{ if -Ft= '#{||:#{pane_in_mode},#{mouse_any_flag}}' \
{ send-keys -M } { copy-mode -e } }
unbind -n MouseDown3Pane
unbind -n M-MouseDown3Pane
unbind -n MouseDown3Status
unbind -n MouseDown3StatusLeft
unbind -n MouseDown3StatusRight
unbind -n MouseDown3StatusDefault
unbind -n MouseDown3Border
set -s escape-time 10
set -g default-terminal screen-256color
set -g pane-border-status top
set -g pane-border-style dim
set -g pane-active-border-style default
set -g pane-border-format \
" #{?pane_active,,#{?#{==:#{pane_id},%0},\
#[nodim]#[reverse] The keys go elsewhere: click here to go on ,}}\
#{?#{==:#{@name},#{@active}},#[reverse],#[bold]} #{@name} #[default]\
#{?#{==:#{pane_id},%0},,#{?pane_active,#[default] (keys go here),}} "
set-hook -g pane-exited "if -F '#{==:#{hook_pane},%0}' kill-server"
"##;

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

    /// Whether its socket may have such a long name (`sun_path` in unix(7)).
    pub fn fits(&self) -> Result<(), Failure> {
        if SocketAddr::from_pathname(self.folder.join(SOCKET)).is_ok() {
            return Ok(());
        }
        Err(Failure::start(format!(
            "cannot play a lesson in {}: that is too long for the name of \
             tmux's socket; name a shorter place in TMPDIR",
            self.folder.display()
        )))
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

/// As a word of an order: a semicolon at its end would end the order.
pub fn word(text: &str) -> Cow<'_, str> {
    match text.strip_suffix(';') {
        Some(rest) => format!("{rest}\\;").into(),
        None => text.into(),
    }
}

/// The lesson's `echostage` is this program; `ss` may stand in sbin.
pub fn path(folder: &Path) -> String {
    let old = env::var("PATH").unwrap_or_default();
    format!("{}/bin:{old}:/usr/sbin:/sbin", folder.display())
}

#[cfg(test)]
mod tests {
    use super::{Tmux, word};
    use std::io;

    #[test]
    fn a_semicolon_at_the_end_reaches_the_terminal() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let tmux = Tmux::new(folder.path());
        tmux.ask(&["-f", "/dev/null", "new-session", "-d", "sleep 1000"])?;
        let all = ["ls;", r"find -exec ls {} \;", ";", ";;", "a; b", "ls"];
        let told = all.map(|text| {
            tmux.ask(&["display", "-p", "--", &word(text)]).unwrap_or_default()
        });
        tmux.ask(&["kill-server"])?;
        assert_eq!(told.each_ref().map(|text| text.trim_end()), all);
        Ok(())
    }
}
