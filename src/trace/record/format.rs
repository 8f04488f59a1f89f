//! A recording's format, version 1: a JSON object a line (`jsonlines.org`).
//! This file is its documentation, for readers in any language.
//!
//! The first line is a [`Header`], each further one an [`Entry`]; its `what`
//! says which. Times are nanoseconds of CLOCK_MONOTONIC, one clock for all
//! processes of a machine. Lines stand in the order in which they arrived: an
//! entry is written when its call has ended, at `ns + took`, and a little out
//! of order. So sort by that within a window (a second does), and by `ns` for
//! when calls began. (`served` stands at `ns`; its `took` lies before.) Skip a
//! `what` and fields that you don't know: they come with later versions.
//! `"echostage": 2` would be a format that you can't read.
//!
//! | what | is | fields besides `ns` |
//! |---|---|---|
//! | accept, take | from the kernel's queue, from ours | thread, took, error |
//! | read, write | of a connection | thread, conn, took, bytes, first, error |
//! | receive, send | a datagram | thread, took, bytes, first, peer, error |
//! | think, lock | `--delay`, `--burn`; a service's lock | thread, conn, took |
//! | held | it stood at a gate, before `first` | thread, conn, took, first |
//! | accepted | let in, as one of `inside` | thread, conn, peer, inside |
//! | registered | so is a sender of datagrams | thread, conn, peer, inside |
//! | waits | for a free worker, as `ahead` others do | thread, conn, ahead |
//! | served | its wait is over, which lasted `took` | thread, conn, took |
//! | closed | it is over | thread, conn, read, written, why |
//! | turned away | it was sent away | thread, conn, peer, why |
//! | queued | who stands in the kernel's queue now | peers, more, sampled |
//! | said | by a person | thread, conn, text |
//! | note, trouble | by the server; the same in trouble | thread, conn, text |
//! | lost | so many entries are missing here | took, count |
//! | end | the last line of a whole recording | |
//!
//! The first four rows are finished calls. A `read` of 0 bytes is an
//! end-of-file. A call, or `held`, with `open` had not ended when the recording
//! did. `at` is the line of our source that made the call (of `held`: that will
//! make it), in the service where one did; `stage_at` is where its thread stood
//! in the stage.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the format.
pub const VERSION: u32 = 1;

/// The first line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Header {
    /// The version of this format. No other line has this field.
    pub echostage: u32,
    /// Of the program that has written it.
    pub version: String,
    pub stage: String,
    /// Empty in a UDP stage.
    pub service: String,
    /// What was typed.
    pub flags: Vec<String>,
    pub listen: String,
    pub pid: u32,
    /// When the server started, on the clock of `Entry::ns`.
    pub start: u64,
    /// The same in seconds since 1970.
    pub date: u64,
}

/// Every other line. What an entry does not need is left out of its line, and
/// is 0 or empty here.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry<'a> {
    pub ns: u64,
    #[serde(skip_serializing_if = "none")]
    pub took: u64,
    #[serde(borrow)]
    pub what: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub thread: Cow<'a, str>,
    #[serde(skip_serializing_if = "none")]
    pub conn: u64,
    /// Moved by a read, a write, a receive or a send that worked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The first 24 characters of them, or fewer, with controls escaped.
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub first: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub error: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub peer: Cow<'a, str>,
    /// As in `src/service/echo.rs:15`.
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub at: Cow<'a, str>,
    /// Left out where it is the same as `at`.
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub stage_at: Cow<'a, str>,
    #[serde(skip_serializing_if = "no")]
    pub open: bool,
    #[serde(skip_serializing_if = "none")]
    pub inside: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<u64>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub why: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "str::is_empty")]
    pub text: Cow<'a, str>,
    /// Who stands in the kernel's queue, in no order; `more` others as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "none")]
    pub more: u64,
    /// True of what was looked at now and then, and not told by an event.
    #[serde(skip_serializing_if = "no")]
    pub sampled: bool,
    #[serde(skip_serializing_if = "none")]
    pub count: u64,
}

fn none(n: &u64) -> bool {
    *n == 0
}

fn no(yes: &bool) -> bool {
    !yes
}
