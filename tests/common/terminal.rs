//! A terminal of 80 by 24, with a person's fingers: tmux on its own socket.

use super::{Folder, PATIENCE, Process, tools::need};
use rustix::process::{Pid, Signal, kill_process};
use std::process::Command;
use std::time::{Duration, Instant};

pub struct Terminal {
    /// Where its socket is; its name marks the processes that start here.
    folder: Folder,
}

impl Terminal {
    /// An interactive shell that finds echostage on its PATH.
    pub fn open() -> Self {
        Self::open_at(80, 24)
    }

    /// The same on a screen of so many columns and rows.
    pub fn open_at(columns: u16, rows: u16) -> Self {
        let bin = env!("CARGO_BIN_EXE_echostage");
        let folder = bin.rsplit_once('/').unwrap().0;
        let path = std::env::var("PATH").unwrap_or_default();
        let terminal = Self { folder: Folder::new() };
        let mut tmux = terminal.command(&["-f", "/dev/null", "new-session"]);
        let (x, y) = (columns.to_string(), rows.to_string());
        tmux.args(["-d", "-x", &x, "-y", &y, "--"]);
        tmux.args(["env", "PS1=ready$ ", "LC_ALL=C.UTF-8", "HISTFILE="]);
        tmux.arg(format!("PATH={folder}:{path}"));
        tmux.arg(terminal.mark());
        tmux.args(["bash", "--norc", "--noprofile"]);
        assert!(tmux.status().unwrap().success(), "tmux does not start");
        terminal.sees("ready$");
        terminal
    }

    fn mark(&self) -> String {
        format!("ECHOSTAGE_TEST={}", self.folder.path().display())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut tmux = Command::new(need("tmux"));
        tmux.env_remove("TMUX").args(["-u", "-S"]);
        tmux.arg(self.folder.path().join("tmux")).args(args);
        tmux
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let (x, y) = (columns.to_string(), rows.to_string());
        let args = ["resize-window", "-x", &x, "-y", &y];
        assert!(self.command(&args).status().unwrap().success());
    }

    /// Keys by tmux's names: Enter, C-c, C-].
    pub fn press(&self, key: &str) {
        assert!(self.command(&["send-keys", key]).status().unwrap().success());
    }

    pub fn write(&self, text: &str) {
        let mut tmux = self.command(&["send-keys", "-l", "--", text]);
        assert!(tmux.status().unwrap().success());
    }

    pub fn enter(&self, line: &str) {
        self.write(line);
        self.press("Enter");
    }

    /// The lines on the screen, without the empty ones at the end.
    pub fn screen(&self) -> Vec<String> {
        self.capture(&["capture-pane", "-p", "-J"])
    }

    /// Also what has scrolled away.
    pub fn all(&self) -> Vec<String> {
        self.capture(&["capture-pane", "-p", "-J", "-S", "-"])
    }

    /// The screen with its colours, as escape sequences.
    pub fn colours(&self) -> Vec<String> {
        self.capture(&["capture-pane", "-p", "-e"])
    }

    /// What a program may set with an escape sequence.
    pub fn title(&self) -> String {
        self.capture(&["display-message", "-p", "#{pane_title}"]).concat()
    }

    /// The window is closed: whoever listens gets SIGHUP.
    pub fn hang_up(&self) {
        let ended = self.command(&["kill-server"]).status().unwrap();
        assert!(ended.success());
    }

    fn capture(&self, args: &[&str]) -> Vec<String> {
        let out = self.command(args).output().unwrap().stdout;
        let text = String::from_utf8_lossy(&out).into_owned();
        let lines = text.trim_end().lines().map(|l| l.trim_end().to_string());
        lines.collect()
    }

    /// Waits for a screen on which it holds, and returns what was found.
    pub fn wait<T>(
        &self,
        what: &str,
        mut find: impl FnMut(&[String]) -> Option<T>,
    ) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if let Some(found) = find(&screen) {
                return found;
            }
            assert!(
                Instant::now() < end,
                "never on the terminal: {what}\n{}",
                screen.join("\n")
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The first line that holds the words.
    pub fn sees(&self, words: &str) -> String {
        self.wait(words, |screen| {
            screen.iter().find(|line| line.contains(words)).cloned()
        })
    }

    /// Waits until the last line on the screen is this one.
    pub fn rests_at(&self, line: &str) {
        self.wait(&format!("{line:?} as the last line"), |screen| {
            (screen.last()? == line).then_some(())
        });
    }

    /// What one command of the console printed: the lines after it, up to the
    /// next prompt.
    pub fn ask(&self, command: &str) -> Vec<String> {
        let typed = format!("> {command}").trim_end().to_string();
        let times = || {
            let all = self.all();
            all.iter().filter(|line| **line == typed).count()
        };
        let before = times();
        self.enter(command);
        self.wait(&format!("an answer to {command}"), |_| {
            // The answer to the same question may still stand there.
            (times() > before).then_some(())?;
            let screen = self.screen();
            let (last, rest) = screen.split_last()?;
            let at = rest.iter().rposition(|line| *line == typed)?;
            (last == ">").then(|| rest[at + 1..].to_vec())
        })
    }

    /// Takes nothing from the programs in it until this is dropped: their
    /// writes wait.
    pub fn stuck(&self) -> Stuck {
        let pid = self.capture(&["display-message", "-p", "#{pid}"]).concat();
        let tmux = Pid::from_raw(pid.parse().unwrap()).unwrap();
        kill_process(tmux, Signal::STOP).unwrap();
        Stuck(tmux)
    }

    /// Runs a command that ends, and returns what it printed.
    pub fn output(&self, command: &str) -> Vec<String> {
        self.press("C-l");
        self.wait("a clean screen", |s| (s.len() == 1).then_some(()));
        self.enter(command);
        self.wait("the next prompt", |screen| {
            let (last, rest) = screen.split_last()?;
            (last == "ready$" && !rest.is_empty()).then(|| rest[1..].to_vec())
        })
    }

    /// The servers among them.
    pub fn servers(&self) -> Vec<Process> {
        let named = |pid: &u32| {
            let comm = format!("/proc/{pid}/comm");
            std::fs::read_to_string(comm).is_ok_and(|c| c == "echostage\n")
        };
        let all = self.processes().into_iter();
        all.filter(named).map(Process).collect()
    }

    /// Processes started in this terminal, also those that left it.
    pub fn processes(&self) -> Vec<u32> {
        let mark = self.mark();
        let marked = |pid: &u32| {
            let file = format!("/proc/{pid}/environ");
            let environ = std::fs::read(file).unwrap_or_default();
            environ.split(|b| *b == 0).any(|v| v == mark.as_bytes())
        };
        let all = std::fs::read_dir("/proc").unwrap().flatten();
        let pids = all.filter_map(|e| e.file_name().to_str()?.parse().ok());
        pids.filter(marked).collect()
    }
}

/// A terminal that nobody reads.
pub struct Stuck(Pid);

impl Drop for Stuck {
    fn drop(&mut self) {
        let _ = kill_process(self.0, Signal::CONT); // it may be gone already
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let mut pids = self.processes();
        drop(self.command(&["kill-server"]).output()); // or hung up already
        pids.extend(self.processes());
        for pid in pids.into_iter().filter_map(|p| Pid::from_raw(p as i32)) {
            let _ = kill_process(pid, Signal::KILL); // it may be gone already
        }
    }
}
