//! A line of a terminal's block: what is printed, and what a person then types
//! in that line.

/// What a person types stands after it; before it, what the program prints.
const TYPED: &str = "» ";

/// The shell's prompt.
pub const SHELL: &str = "$ ";

pub struct Line {
    pub printed: String,
    pub typed: Option<String>,
}

impl Line {
    pub fn of(text: &str) -> Self {
        if let Some(typed) = text.strip_prefix(SHELL) {
            let typed = Some(typed.into());
            return Self { printed: SHELL.into(), typed };
        }
        match text.split_once(TYPED) {
            Some((printed, typed)) => {
                Self { printed: printed.into(), typed: Some(typed.into()) }
            }
            None => Self { printed: text.into(), typed: None },
        }
    }

    /// What then stands on the screen.
    pub fn shown(&self) -> String {
        let typed = self.typed.as_deref().unwrap_or_default();
        match typed.strip_prefix("Ctrl-") {
            Some(key) => format!("{}^{key}", self.printed),
            None => format!("{}{typed}", self.printed),
        }
    }

    /// What a reader is shown, of what is printed: `[..]` and `...` are for
    /// the replay.
    pub fn output(&self) -> String {
        match self.printed.as_str() {
            "..." => "…".into(),
            printed => printed.replace("[..]", "…"),
        }
    }
}
