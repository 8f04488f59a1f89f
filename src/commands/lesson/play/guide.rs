//! The text beside the terminals: it shows a step, and Enter does it.

use super::desk::Desk;
use super::keeper::{BEGUN, KEEPER, TROUBLE, no_server};
use super::tmux::Tmux;
use super::view::{View, When, end, rows, view};
use crate::cli::Colour;
use crate::commands::Failure;
use crate::commands::timeline::colour;
use crate::lesson::text::Ink;
use crate::lesson::{Act, Lesson, Page, Step, steps, terminals};
use ratatui::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use ratatui::crossterm::terminal::{enable_raw_mode, size};
use rustix::process::{Pid, test_kill_process};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

const LOOK: Duration = Duration::from_millis(100);
/// How long what a block needs may take: a program, or a fact.
const PATIENCE: Duration = Duration::from_secs(5);
/// Text is easier to read in lines of at most so many columns.
const WIDEST: usize = 80;

/// Runs in a pane of the keeper's session, and ends it.
pub fn guide(lesson: &Lesson, folder: &Path) -> Result<(), Failure> {
    no_server();
    let page = lesson.page();
    let guided = Guide::new(&page, folder).and_then(|mut guide| guide.run());
    if let Err(e) = &guided {
        let trouble = format!("the lesson cannot go on: {e}");
        // The keeper tells it; there is nobody else to tell.
        let _ = fs::write(folder.join(TROUBLE), trouble);
    }
    if !lives(folder) {
        // Nobody else will. What a server still writes is lost with it.
        let _ = fs::remove_dir_all(folder);
    }
    Tmux::new(folder).tell(&["kill-session"]);
    Ok(())
}

/// Whether the keeper is there to clean up.
fn lives(folder: &Path) -> bool {
    let keeper = fs::read_to_string(folder.join(KEEPER)).unwrap_or_default();
    let pid = keeper.trim().parse().ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid).is_ok())
}

struct Guide<'a> {
    page: &'a Page,
    folder: &'a Path,
    desk: Desk,
    steps: Vec<Step<'a>>,
    /// The step that is shown; so many have been done.
    at: usize,
    done: usize,
    /// The first row that is shown.
    from: usize,
    /// Since when the step waits for its terminal.
    waits: Option<Instant>,
    ink: Ink,
}

impl<'a> Guide<'a> {
    fn new(page: &'a Page, folder: &'a Path) -> io::Result<Self> {
        let desk = Desk::open(folder, &terminals(page))?;
        enable_raw_mode()?;
        fs::write(folder.join(BEGUN), "")?;
        Ok(Self {
            page,
            folder,
            desk,
            steps: steps(page),
            at: 0,
            done: 0,
            from: 0,
            waits: None,
            ink: Ink { colour: colour(Colour::Auto) },
        })
    }

    /// Until the person wants no more.
    fn run(&mut self) -> io::Result<()> {
        self.arrange();
        loop {
            self.draw()?;
            while !event::poll(LOOK)? {
                if !lives(self.folder) {
                    return Ok(());
                }
                if self.waits.is_some() && self.try_typing()? {
                    self.draw()?;
                }
            }
            match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    if !self.press(key)? {
                        return Ok(());
                    }
                }
                Event::Resize(..) => self.arrange(),
                _ => (),
            }
        }
    }

    /// False: it is the end.
    fn press(&mut self, key: KeyEvent) -> io::Result<bool> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('c') if control => return Ok(false),
            KeyCode::Char('q') | KeyCode::Esc => return Ok(false),
            KeyCode::Char('b') | KeyCode::PageUp | KeyCode::Left => self.back(),
            KeyCode::Enter | KeyCode::Char(' ') | KeyCode::PageDown => {
                return self.forward();
            }
            KeyCode::Char(_) if self.asks() => {
                return self.forward();
            }
            _ => (),
        }
        Ok(true)
    }

    fn part(&self) -> &str {
        self.steps.get(self.at).map_or("", |step| step.part)
    }

    /// A question is shown, and any key is taken for an answer.
    fn asks(&self) -> bool {
        self.part() == "Predict" && matches!(self.act(), Some(Act::Read))
    }

    fn act(&self) -> Option<&Act<'a>> {
        self.steps.get(self.at).map(|step| &step.act)
    }

    fn forward(&mut self) -> io::Result<bool> {
        let room = room();
        if self.from + room < self.lines().len() {
            self.from += room;
            return Ok(true);
        }
        match self.act() {
            None => return Ok(false),
            Some(Act::Type { .. }) if self.at == self.done => {
                match self.waits {
                    Some(_) => self.enter()?,
                    None => {
                        self.waits = Some(Instant::now());
                        self.try_typing()?;
                    }
                }
            }
            Some(_) => self.go(self.at + 1),
        }
        Ok(true)
    }

    fn back(&mut self) {
        if self.from > 0 {
            self.from = self.from.saturating_sub(room());
        } else if self.at > 0 {
            self.waits = None;
            self.go(self.at - 1);
        }
    }

    fn go(&mut self, at: usize) {
        (self.at, self.from) = (at, 0);
        self.done = self.done.max(at);
        self.arrange();
    }

    /// Types it if its terminal is ready, or will not be.
    fn try_typing(&mut self) -> io::Result<bool> {
        let Some(Act::Type { terminal, line, until }) = self.act() else {
            self.waits = None;
            return Ok(true);
        };
        let long = self.waits.is_some_and(|since| since.elapsed() > PATIENCE);
        // A command typed into a program that still runs would be lost: that
        // is for the person to decide.
        let ready = self.desk.is_ready(terminal, line)?
            || long && line.printed.is_empty();
        let ready = ready && (long || until.is_none_or(|f| self.desk.holds(f)));
        if ready {
            self.enter()?;
        }
        Ok(ready)
    }

    fn enter(&mut self) -> io::Result<()> {
        self.waits = None;
        if let Some(Act::Type { terminal, line, .. }) = self.act() {
            let typed = line.typed.as_deref().unwrap_or_default();
            self.desk.enter(terminal, typed)?;
        }
        self.go(self.at + 1);
        Ok(())
    }

    fn view(&self) -> View {
        let Some(step) = self.steps.get(self.at) else { return end() };
        let when = match () {
            () if self.at < self.done => When::Past,
            () if self.waits.is_some() => When::Waits,
            () => When::Next,
        };
        view(step, when, columns(), self.ink)
    }

    fn lines(&self) -> Vec<String> {
        rows(&self.view().lines, columns())
    }

    /// Room for this step's text, and for its terminal.
    fn arrange(&mut self) {
        let rows = self.lines().len() + 1;
        let terminal = match self.act() {
            Some(Act::Type { terminal, .. } | Act::Look { terminal }) => {
                Some(*terminal)
            }
            _ => None,
        };
        let title = match self.part() {
            "" => self.page.title.clone(),
            part => format!("{}: {part}", self.page.title),
        };
        self.desk.title(&title);
        self.desk.arrange(rows, terminal);
    }

    fn draw(&self) -> io::Result<()> {
        let lines = self.lines();
        let room = room();
        let shown = lines.iter().skip(self.from).take(room);
        let mut text = String::from("\x1b[?25l\x1b[H");
        for line in shown.clone() {
            text += &format!("{line}\x1b[0m\x1b[K\r\n");
        }
        for _ in shown.count()..room {
            text += "\x1b[K\r\n";
        }
        let more = self.from + room < lines.len();
        let hint = match more {
            true => "Enter: more".into(),
            false => self.view().hint,
        };
        let hint = format!("{hint}   b: back   q: end");
        let mut out = io::stdout().lock();
        write!(out, "{text}{}\x1b[K", self.ink.quiet(&hint))?;
        out.flush()
    }
}

fn columns() -> usize {
    size().map_or(WIDEST, |(columns, _)| columns.into()).min(WIDEST)
}

/// Rows for text: the last one says which keys there are.
fn room() -> usize {
    let rows = size().map_or(LEAST, |(_, rows)| rows.into());
    rows.saturating_sub(1).max(1)
}

const LEAST: usize = 4;
