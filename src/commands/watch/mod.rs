//! `echostage watch PATH`: draws what a server tells, until somebody wants no
//! more or the server ends.

mod news;
mod screen;

use super::{Failure, terminal};
use crate::cli::Watch;
use crate::watch::{View, draw, last};
use crossbeam_channel::{Receiver, bounded};
use news::News;
use ratatui::crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};
use screen::Screen;
use signal_hook::consts::SIGCONT;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::exit;
use std::time::{Duration, Instant};

/// A server that tells nothing for so long is said to.
const SILENCE: Duration = Duration::from_secs(1);
/// The list moves by so many rows.
const PAGE: usize = 10;

/// Why there is nothing more to draw.
enum Ending {
    /// With this exit code.
    Asked(i32),
    ServerEnded,
    Bye(String),
}

pub fn run(flags: &Watch) -> Result<(), Failure> {
    if !io::stdout().is_terminal()
        || env::var("TERM").is_ok_and(|t| t == "dumb")
    {
        return Err(Failure::start(
            "watch draws on a terminal, and standard output is none; \
             for a file, start the server with --record FILE",
        ));
    }
    let (tell, news) = bounded(64);
    let header = news::listen(&flags.path, tell.clone())?;
    news::listen_to_signals(tell.clone()).map_err(Failure::start)?;
    let colour = env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    let mut view = View::new(header, colour);
    let failed = |e| Failure::start(format!("cannot draw: {e}"));
    let mut screen = Screen::enter().map_err(failed)?;
    // Only now: before, Ctrl-C is a signal.
    news::listen_to_keys(tell).map_err(failed)?;
    let ending = show(&mut view, &mut screen, &news);
    let last = screen.size().map_or_else(|_| vec![], |at| last(&view, at));
    drop(screen); // the terminal as it was, whatever comes
    match ending.map_err(failed)? {
        Ending::Asked(0) => Ok(()),
        Ending::Asked(code) => exit(code),
        Ending::ServerEnded => {
            // What the board showed last stays on the projector. Nobody may
            // read it, and there is nothing else to do.
            let end = "the server has ended\n".into();
            let lines = last.into_iter().chain([end]).collect::<Vec<_>>();
            let _ = io::stdout().write_all(lines.join("\n").as_bytes());
            Ok(())
        }
        Ending::Bye(why) => Err(Failure::start(why)),
    }
}

fn show(
    view: &mut View,
    screen: &mut Screen,
    news: &Receiver<News>,
) -> io::Result<Ending> {
    let mut heard = Instant::now();
    loop {
        screen.draw(|frame| draw(frame, view))?;
        let first = news.recv_timeout(SILENCE / 4).ok();
        // All that has come meanwhile, and then one drawing.
        for one in first.into_iter().chain(news.try_iter()) {
            match one {
                News::State(state) => {
                    heard = Instant::now();
                    view.take(*state);
                }
                News::Bye(why) => return Ok(Ending::Bye(why)),
                News::End => return Ok(Ending::ServerEnded),
                News::Signal(SIGCONT) => screen.again()?,
                News::Signal(signal) => return Ok(Ending::Asked(128 + signal)),
                News::Typed(Event::Key(key))
                    if key.kind != KeyEventKind::Release =>
                {
                    let control = key.modifiers.contains(KeyModifiers::CONTROL);
                    if let Some(code) = obey(view, screen, key.code, control)? {
                        return Ok(Ending::Asked(code));
                    }
                }
                News::Typed(_) => (), // a new size: drawn anew in any case
            }
        }
        let silent = Some(heard.elapsed()).filter(|time| *time > SILENCE);
        view.silent(silent.unwrap_or_default().as_nanos() as u64);
    }
}

/// What a key does; an exit code where it ends us.
fn obey(
    view: &mut View,
    screen: &mut Screen,
    key: KeyCode,
    control: bool,
) -> io::Result<Option<i32>> {
    match key {
        KeyCode::Char('c') if control => return Ok(Some(130)),
        KeyCode::Char('z') if control => {
            screen.leave();
            terminal::hold()?;
            screen.again()?;
        }
        KeyCode::Char('l') if control => screen.again()?,
        KeyCode::Char('q') | KeyCode::Esc => return Ok(Some(0)),
        KeyCode::Char('p') | KeyCode::Char(' ') => view.pause(),
        KeyCode::Up => view.scroll = view.scroll.saturating_sub(1),
        KeyCode::Down => view.scroll += 1,
        KeyCode::PageUp => view.scroll = view.scroll.saturating_sub(PAGE),
        KeyCode::PageDown => view.scroll += PAGE,
        KeyCode::Home => view.scroll = 0,
        _ => (),
    }
    Ok(None)
}
