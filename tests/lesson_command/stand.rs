//! Where a lesson is played in a test: a terminal on a network of its own, in
//! which port 8899 is free.

use crate::common::terminal::Terminal;
use crate::common::{Folder, tools::need, until};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Stand {
    pub terminal: Terminal,
    /// Where scratch folders are made.
    place: Folder,
    /// Who was there before.
    before: BTreeSet<u32>,
}

impl Stand {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, "")
    }

    /// Among its own processes: what `pgrep` finds, and a lesson kills, is the
    /// lesson's.
    pub fn among_its_own(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, "--pid --mount-proc --fork --kill-child")
    }

    fn with(columns: u16, rows: u16, flags: &str) -> Self {
        let terminal = Terminal::open_at(columns, rows);
        let unshare = need("unshare");
        terminal.enter(&format!(
            "exec {} --net --map-root-user {flags} bash --norc --noprofile",
            unshare.display()
        ));
        let place = Folder::new();
        terminal.enter(&format!(
            "export PATH=$PATH:/usr/sbin:/sbin TMPDIR={}; ip link set lo up; \
             clear; echo is alone",
            place.path().display()
        ));
        terminal.sees("is alone");
        terminal.output("true; echo");
        let before = terminal.processes().into_iter().collect();
        Self { terminal, place, before }
    }

    /// Starts it, and waits for its first text.
    pub fn play(&self, lesson: &str) {
        self.play_by(&format!("echostage lesson {lesson} --play"));
    }

    /// The same by a command line that starts it.
    pub fn play_by(&self, command: &str) {
        self.terminal.enter(&format!("clear; {command}"));
        self.terminal.sees("   b: back   q: end");
    }

    /// The text beside the terminals.
    pub fn text(screen: &[String]) -> Option<String> {
        let end = screen.iter().position(|line| line.contains("q: end"))?;
        Some(screen[..=end].join("\n"))
    }

    /// Which step is shown, and which page of it.
    fn step(screen: &[String]) -> Option<String> {
        let keys = screen.iter().find(|line| line.contains("q: end"))?;
        // A full row is joined with the border below it.
        let step = keys.split_once("q: end")?.1.split('─').next()?;
        Some(step.trim().into())
    }

    /// Presses a key, and returns the screen of the step that comes.
    pub fn press(&self, key: &str) -> Vec<String> {
        let old = Self::step(&self.terminal.screen());
        self.terminal.press(key);
        let mut last = None;
        self.terminal.wait(&format!("another step after {key}"), |screen| {
            let step = Self::step(screen)?;
            // tmux draws in pieces: the text is whole when it stays.
            let now = Some(Self::text(screen)?);
            let whole = now == std::mem::replace(&mut last, now.clone());
            (whole && Some(step) != old).then(|| screen.to_vec())
        })
    }

    /// Goes on until the text has these words.
    pub fn go_to(&self, words: &str) -> Vec<String> {
        for _ in 0..300 {
            let screen = self.press("Enter");
            if Self::text(&screen).unwrap().contains(words) {
                return screen;
            }
        }
        panic!("no {words}\n{}", self.terminal.screen().join("\n"));
    }

    /// What TMPDIR names.
    pub fn place(&self) -> &Path {
        self.place.path()
    }

    pub fn folders(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.place.path()).unwrap().flatten();
        entries.map(|entry| entry.path()).collect()
    }

    /// What the lesson's own tmux answers.
    pub fn tmux(&self, words: &[&str]) -> String {
        let mut tmux = Command::new(need("tmux"));
        tmux.arg("-S").arg(self.folders()[0].join(".tmux")).args(words);
        let out = tmux.output().unwrap();
        assert!(out.status.success(), "tmux {words:?}: {out:?}");
        String::from_utf8(out.stdout).unwrap().trim().into()
    }

    /// The process that cleans up.
    pub fn keeper(&self) -> u32 {
        let file = self.folders()[0].join(".keeper");
        fs::read_to_string(file).unwrap().parse().unwrap()
    }

    /// No server, no tmux, no folder; the person's shell may be there.
    pub fn nothing_stays(&self) {
        until("nothing left behind", || {
            let now: BTreeSet<u32> =
                self.terminal.processes().into_iter().collect();
            (now.is_subset(&self.before) && self.folders().is_empty())
                .then_some(())
        });
    }
}
