//! A line with history on a terminal: rustyline's editor, whose Ctrl-Z gives
//! the terminal back before we stop, and goes on where it was.

use super::terminal::{self, LOOK};
use rustyline::error::ReadlineError;
use rustyline::{
    Behavior, Cmd, ConditionalEventHandler, Config, DefaultEditor, Event,
    EventContext, EventHandler, ExternalPrinter, KeyEvent, Prompt, RepeatCount,
    Result, config::Configurer,
};
use std::mem::{ManuallyDrop, take};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Editor {
    /// Its printers write to its descriptor, whoever has that number by then:
    /// so it is never closed.
    editor: ManuallyDrop<DefaultEditor>,
    held: Arc<Held>,
}

/// Ctrl-Z in the editor: what was typed so far, for when we are back.
#[derive(Default)]
struct Held {
    asked: AtomicBool,
    typed: Mutex<String>,
}

impl Editor {
    /// On the terminal, though standard output may be a pipe.
    pub fn open() -> Result<Self> {
        let config = Config::builder()
            .behavior(Behavior::PreferTerm)
            .bracketed_paste(false) // a sudden end would leave it on
            .auto_add_history(true)
            .build();
        let mut editor = DefaultEditor::with_config(config)?;
        editor.enable_synchronized_output(false); // and a screen that waits
        let held = Arc::new(Held::default());
        let on_ctrl_z = OnCtrlZ(held.clone());
        let on_ctrl_z = EventHandler::Conditional(Box::new(on_ctrl_z));
        editor.bind_sequence(KeyEvent::ctrl('Z'), on_ctrl_z);
        Ok(Self { editor: ManuallyDrop::new(editor), held })
    }

    pub fn printer(&mut self) -> Result<impl ExternalPrinter + Send + use<>> {
        self.editor.create_external_printer()
    }

    /// The next line that is typed. A Ctrl-Z stops our process group, and the
    /// line goes on after it.
    pub fn line<P: Prompt + ?Sized>(&mut self, prompt: &P) -> Result<String> {
        let mut typed = String::new();
        loop {
            let line = self.editor.readline_with_initial(prompt, (&typed, ""));
            match line {
                Err(ReadlineError::Interrupted)
                    if self.held.asked.swap(false, Relaxed) =>
                {
                    let held = self.held.typed.lock();
                    typed = take(&mut held.unwrap_or_else(|e| e.into_inner()));
                    terminal::hold()?;
                    while !terminal::in_front() {
                        thread::sleep(LOOK); // after `bg` nothing is ours
                    }
                }
                line => return line,
            }
        }
    }
}

struct OnCtrlZ(Arc<Held>);

impl ConditionalEventHandler for OnCtrlZ {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext,
    ) -> Option<Cmd> {
        let mut typed = self.0.typed.lock().unwrap_or_else(|e| e.into_inner());
        *typed = context.line().into();
        self.0.asked.store(true, Relaxed);
        Some(Cmd::Interrupt)
    }
}
