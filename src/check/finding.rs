//! What a probe has found.

use super::said::Miss;
use serde::Serialize;

/// What was not as it should be, told to who wrote the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub sent: String,
    pub expected: String,
    pub seen: String,
    /// The last line that the server has written, escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrote: Option<String>,
    /// Where to look, without code.
    pub hint: &'static str,
}

/// How it went with one promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "say")]
pub enum Finding {
    /// With the evidence.
    Kept(String),
    Broken(Broken),
    /// It can't be seen from where we stand; the reason.
    Untold(String),
    /// Our own fault: nothing is known.
    Failed(String),
}

/// One promise that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tried {
    pub level: u8,
    pub probe: &'static str,
    pub promise: &'static str,
    pub finding: Finding,
}

/// Why a probe ended before its evidence.
#[derive(Debug)]
pub enum Fault {
    Broken {
        sent: String,
        expected: String,
        miss: Miss,
    },
    Untold(String),
    /// Somebody wants us to end, or the time is over.
    Stopped,
}

/// The evidence, or what came instead.
pub type Kept = Result<String, Fault>;

pub fn broken(
    sent: impl Into<String>,
    expected: impl Into<String>,
    miss: impl Into<Miss>,
) -> Fault {
    let (sent, expected, miss) = (sent.into(), expected.into(), miss.into());
    Fault::Broken { sent, expected, miss }
}
