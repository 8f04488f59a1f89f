//! The text beside the terminals: it shows a step, and Enter does it.

mod going;
mod shown;

use super::awaited::Awaited;
use super::desk::Desk;
use super::keeper::{BEGUN, TROUBLE, no_server};
use super::missing::Programs;
use super::scratch::{KEEPER, is_kept};
use super::tmux::Tmux;
use crate::cli::Colour;
use crate::commands::Failure;
use crate::commands::timeline::colour;
use crate::lesson::text::Ink;
use crate::lesson::{Act, Lesson, Page, Step, steps, terminals};
use crate::trace::escape;
use ratatui::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use ratatui::crossterm::terminal::enable_raw_mode;
use rustix::process::{Pid, test_kill_process};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

const LOOK: Duration = Duration::from_millis(100);
/// How long what a block needs may take: a program, or a fact.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs in a pane of the keeper's session, and ends it.
pub fn guide(lesson: &Lesson, folder: &Path) -> Result<(), Failure> {
    if !is_kept(folder) {
        return Err(Failure::usage(format!(
            "--guide is for --play, and {} is no folder of a lesson that is \
             played; do: echostage lesson {} --play",
            escape(folder.as_os_str().as_encoded_bytes(), 200),
            lesson.name
        )));
    }
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

/// Columns and rows for text.
type Shape = (usize, usize);

struct Guide<'a> {
    page: &'a Page,
    folder: &'a Path,
    desk: Desk,
    steps: Vec<Step<'a>>,
    programs: Programs,
    /// The step that is shown; so many have been done.
    at: usize,
    done: usize,
    /// The first row that is shown, of a text cut for this shape.
    from: usize,
    shape: Shape,
    /// Since when the step waits for its terminal.
    waits: Option<Instant>,
    /// What is to come; and a line of the page that did not.
    awaited: Awaited<'a>,
    missed: Option<String>,
    /// So many the guide has, or will have in a moment.
    rows: Option<usize>,
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
            programs: Programs::of(page),
            at: 0,
            done: 0,
            from: 0,
            shape: Shape::default(),
            waits: None,
            awaited: Awaited::default(),
            missed: None,
            rows: None,
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
                if self.misses()?
                    || self.waits.is_some() && self.try_typing()?
                {
                    self.draw()?;
                }
            }
            match event::read()? {
                Event::Key(key) if key.kind == KeyEventKind::Release => (),
                Event::Key(key) if !self.press(key)? => return Ok(()),
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
}
