//! The terminals of a lesson: each a shell in tmux, opened, typed into and
//! looked at.

use super::asked::Asked;
use super::layout::Layout;
use super::tmux::{Tmux, path, word};
use crate::lesson::pattern::lines_of;
use crate::lesson::{Line, SHELL};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A person's own shell is another one: these would print into a lesson, or
/// end its terminals.
const SETTINGS: [&str; 7] = [
    "BASHOPTS",
    "BASH_ENV",
    "ENV",
    "PROMPT_COMMAND",
    "PS0",
    "SHELLOPTS",
    "TMOUT",
];

pub struct Desk {
    tmux: Tmux,
    folder: PathBuf,
    names: Vec<String>,
    layout: Layout,
    shell: &'static str,
    asked: Option<Asked>,
}

impl Desk {
    /// Opens them all; the guide is the pane that is there.
    pub fn open(folder: &Path, names: &[&str]) -> io::Result<Self> {
        let tmux = Tmux::new(folder);
        let names: Vec<_> = names.iter().map(|name| (*name).into()).collect();
        let bash = Command::new("bash").arg("-c").arg(":").status();
        let shell = if bash.is_ok() { "bash" } else { "sh" };
        let mut desk = Self {
            tmux,
            folder: folder.into(),
            names,
            layout: Layout::default(),
            shell,
            asked: None,
        };
        let mut panes = Vec::new();
        for name in &desk.names {
            let words = ["new-window", "-d", "-P", "-F", "#{pane_id}", "--"];
            let words: Vec<String> =
                words.map(String::from).into_iter().chain(desk.run()).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let pane = desk.tmux.ask(&words)?.trim().to_string();
            let set = ["set", "-p", "-t", &pane];
            desk.tmux.ask(&[&set[..], &["@name", name]].concat())?;
            // Whoever leaves the shell can be given another one.
            desk.tmux.ask(&[&set[..], &["remain-on-exit", "on"]].concat())?;
            panes.push(pane);
        }
        desk.layout = Layout::new(&desk.tmux, panes)?;
        Ok(desk)
    }

    /// The command of a terminal: a shell with the prompt of the lessons.
    fn run(&self) -> Vec<String> {
        let mut words = vec![String::from("env")];
        words.extend(SETTINGS.iter().flat_map(|s| ["-u".into(), (*s).into()]));
        words.extend([
            "PS1=$ ".into(),
            "HISTFILE=".into(),
            "DEBUGINFOD_URLS=".into(), // gdb would ask whether it may fetch
            format!("PATH={}", path(&self.folder)),
            self.shell.into(),
        ]);
        if self.shell == "bash" {
            words.extend(["--norc".into(), "--noprofile".into()]);
        }
        words
    }

    /// The guide's own name.
    pub fn title(&self, title: &str) {
        self.tmux.tell(&["set", "-p", "-t", "%0", "@name", title]);
    }

    /// Gives room: to the guide so many rows, and the most to that terminal.
    /// Returns how many the guide gets, where it is known.
    pub fn arrange(
        &mut self,
        rows: usize,
        terminal: Option<&str>,
    ) -> Option<usize> {
        let named = |name: &str| self.names.iter().position(|n| n == name);
        let at = terminal.and_then(named);
        self.tmux.tell(&["set", "-g", "@active", terminal.unwrap_or("")]);
        self.layout.arrange(&self.tmux, rows, at)
    }

    fn pane(&self, name: &str) -> &str {
        let at = self.names.iter().position(|n| n == name);
        at.and_then(|at| self.layout.panes.get(at)).map_or("", String::as_str)
    }

    /// Whether what stands before the typed text is there.
    pub fn is_ready(&self, name: &str, line: &Line) -> io::Result<bool> {
        let pane = self.pane(name);
        self.is_here(pane);
        let what = "#{pane_dead} #{pane_current_command}";
        let told = self.tmux.ask(&["display-message", "-p", "-t", pane, what]);
        let told = told?;
        if told.starts_with('1') {
            let again = ["respawn-pane", "-k", "-t", pane, "--"];
            let again: Vec<String> =
                again.map(String::from).into_iter().chain(self.run()).collect();
            let words: Vec<&str> = again.iter().map(String::as_str).collect();
            self.tmux.ask(&words)?;
            return Ok(false);
        }
        let in_shell = told.trim_end().ends_with(&format!(" {}", self.shell));
        let prompt = line.printed.trim_end();
        if prompt.is_empty() {
            return Ok(!in_shell);
        }
        let screen = self.tmux.ask(&["capture-pane", "-p", "-t", pane])?;
        let last = screen.trim_end().lines().last().unwrap_or_default();
        let rests = last.trim_end() == prompt;
        Ok(rests && in_shell == (line.printed == SHELL))
    }

    /// Back from the history, where a wheel has led: keys do not reach the
    /// shell there.
    fn is_here(&self, pane: &str) {
        let cancel = format!("send-keys -t {pane} -X cancel");
        let there = "#{pane_in_mode}";
        self.tmux.tell(&["if-shell", "-F", "-t", pane, there, &cancel]);
    }

    /// Whether a shell has said so, beside the terminals: it is asked now, or
    /// was before and had no answer yet.
    pub fn holds(&mut self, fact: &str) -> bool {
        let asked = self.asked.take().filter(|asked| asked.is_for(fact));
        let ask = || {
            let mut shell = Command::new(self.shell);
            shell.arg("-c").arg(fact).current_dir(&self.folder);
            shell.env("PATH", path(&self.folder));
            for name in SETTINGS {
                shell.env_remove(name);
            }
            Asked::new(fact, shell).ok()
        };
        let Some(mut asked) = asked.or_else(ask) else { return false };
        let answer = asked.answer();
        if answer.is_none() {
            self.asked = Some(asked);
        }
        answer == Some(true)
    }

    /// All that it has shown, line by line.
    pub fn seen(&self, name: &str) -> io::Result<Vec<String>> {
        let all = ["capture-pane", "-p", "-J", "-S", "-", "-t"];
        let words = [&all[..], &[self.pane(name)]].concat();
        Ok(lines_of(&self.tmux.ask(&words)?))
    }

    /// Types a line, or presses a key such as `Ctrl-C`.
    pub fn enter(&self, name: &str, text: &str) -> io::Result<()> {
        self.is_here(self.pane(name));
        let keys = ["send-keys", "-t", self.pane(name)];
        if let Some(key) = text.strip_prefix("Ctrl-") {
            let key = format!("C-{}", key.to_lowercase());
            self.tmux.ask(&[&keys[..], &[&key]].concat())?;
            return Ok(());
        }
        let text = word(text);
        self.tmux.ask(&[&keys[..], &["-l", "--", &text]].concat())?;
        self.tmux.ask(&[&keys[..], &["Enter"]].concat())?;
        Ok(())
    }
}
