//! Says what happens, with the clock: as a line for a person, or as one JSON
//! object a line.

use serde::Serialize;
use std::fmt::Display;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    pub quiet: bool,
    pub json: bool,
}

/// A handle for whoever has something to tell.
#[derive(Clone)]
pub struct Teller {
    start: Instant,
    manner: Manner,
    hushed: bool,
    out: Arc<Mutex<Box<dyn Write + Send>>>,
}

#[derive(Serialize)]
struct Line<'a, T> {
    at: f64,
    #[serde(flatten)]
    what: &'a T,
}

#[derive(Serialize)]
struct Note {
    note: String,
}

impl Teller {
    /// The clock starts now.
    pub fn new(manner: Manner, out: impl Write + Send + 'static) -> Self {
        let out: Box<dyn Write + Send> = Box::new(out);
        let (start, out) = (Instant::now(), Arc::new(Mutex::new(out)));
        Self { start, manner, hushed: false, out }
    }

    /// From here on, tells it there.
    pub fn turn_to(&self, out: impl Write + Send + 'static) {
        *self.out() = Box::new(out);
    }

    /// The same clock and place, without states.
    pub fn hushed(&self) -> Self {
        Self { hushed: true, ..self.clone() }
    }

    /// A state or a note, unless they are not wanted.
    pub fn state(&self, what: &(impl Display + Serialize)) {
        if self.tells_states() {
            self.line(what, &format!("{:>6.3} {what}\n", self.seconds()));
        }
    }

    /// Something that happened beside the states.
    pub fn note(&self, text: impl Display) {
        if self.tells_states() {
            let text = text.to_string();
            let line = format!("{:>6.3} {text}\n", self.seconds());
            self.line(&Note { note: text }, &line);
        }
    }

    fn tells_states(&self) -> bool {
        !self.manner.quiet && !self.hushed
    }

    /// What the run was made for: always told.
    pub fn report(&self, what: &(impl Display + Serialize)) {
        self.line(what, &format!("{what}\n"));
    }

    /// A piece of a line that grows; `glue` stands before it. They are states
    /// of another kind.
    pub fn piece(&self, glue: &str, what: &(impl Display + Serialize)) {
        if !self.manner.quiet {
            self.line(what, &format!("{glue}{:.3} {what}", self.seconds()));
        }
    }

    /// The end of a line that grew.
    pub fn end_of_line(&self) {
        if !self.manner.json && !self.manner.quiet {
            self.write("\n");
        }
    }

    fn line(&self, what: &impl Serialize, text: &str) {
        if !self.manner.json {
            return self.write(text);
        }
        let at = (self.seconds() * 1000.0).round() / 1000.0;
        // What we tell has only names as keys: it always is JSON.
        let json = serde_json::to_string(&Line { at, what });
        self.write(&(json.unwrap_or_default() + "\n"));
    }

    fn write(&self, text: &str) {
        let mut out = self.out();
        // Nowhere to say that standard error is gone.
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    fn out(&self) -> MutexGuard<'_, Box<dyn Write + Send>> {
        self.out.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }
}
