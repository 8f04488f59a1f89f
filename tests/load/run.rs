//! `echostage load` as a process.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub text: String,
    pub told: String,
}

pub fn command(args: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echostage"));
    command.arg("load").args(args.split_whitespace());
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            text: text(output.stdout),
            told: text(output.stderr),
        }
    }
}

/// Runs it to its end, with arguments as one would type them.
pub fn load(args: impl AsRef<str>) -> Ended {
    command(args.as_ref()).output().unwrap().into()
}

impl Ended {
    #[track_caller]
    pub fn with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.text, self.told);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// The kinds of errors that there were, with their counts.
    pub fn errors(&self) -> Vec<(String, u64)> {
        let json = self.json();
        let all = json["errors"].as_object().unwrap().iter();
        let all = all.map(|(name, n)| (name.clone(), n.as_u64().unwrap()));
        all.filter(|(_, n)| *n > 0).collect()
    }

    /// The only kind of error that there was.
    #[track_caller]
    pub fn only_error(&self) -> (String, u64) {
        let errors = self.errors();
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors[0].clone()
    }
}
