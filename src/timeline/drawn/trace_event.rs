//! An event of the Trace Event Format, as JSON: what it does not need is left
//! out.

use serde::Serialize;

/// An event. Times are microseconds.
#[derive(Clone, Serialize)]
pub struct Event<'a> {
    pub ph: &'static str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub cat: &'a str,
    pub pid: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tid: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    pub ts: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dur: Option<f64>,
    /// How far an instant's line reaches: over its thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s: Option<&'static str>,
    pub args: Args<'a>,
}

/// What Perfetto shows of an event that is clicked on.
#[derive(Clone, Default, Serialize)]
pub struct Args<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub first: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub error: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<&'static str>,
}

impl Event<'_> {
    pub fn new(pid: u32) -> Self {
        Self {
            ph: "",
            name: "",
            cat: "",
            pid,
            tid: None,
            id: None,
            ts: 0.0,
            dur: None,
            s: None,
            args: Args::default(),
        }
    }
}
