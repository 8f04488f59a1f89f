//! What a check has seen, how bad it is, and what to do.

use super::process::Process;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    /// A hint: it may be as it should.
    Look,
    Bad,
}

#[derive(Debug, Serialize)]
pub struct Finding {
    pub check: &'static str,
    pub verdict: Verdict,
    /// May hold what others have chosen, such as a program's name: escaped.
    pub seen: String,
    /// Empty where nothing is to be done.
    pub todo: String,
    /// Whom to end would help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<Process>,
}

impl Finding {
    pub fn ok(check: &'static str, seen: impl Into<String>) -> Self {
        Self::new(Verdict::Ok, check, seen.into(), "")
    }

    pub fn look(
        check: &'static str,
        seen: impl Into<String>,
        todo: &str,
    ) -> Self {
        Self::new(Verdict::Look, check, seen.into(), todo)
    }

    pub fn bad(
        check: &'static str,
        seen: impl Into<String>,
        todo: &str,
    ) -> Self {
        Self::new(Verdict::Bad, check, seen.into(), todo)
    }

    fn new(
        verdict: Verdict,
        check: &'static str,
        seen: String,
        todo: &str,
    ) -> Self {
        Self { check, verdict, seen, todo: todo.into(), process: None }
    }

    pub fn of(self, process: Process) -> Self {
        Self { process: Some(process), ..self }
    }
}
