//! One grading from its start to its end, in the time that it may take.

mod levels;
mod tried;

use super::finding::{Broken, Tried};
use super::model::Model;
use super::subject::{self, Subject};
use crate::hosted;
use crate::load::{Stop, Wire};
use levels::graded;
use serde::Serialize;
use std::thread;
use std::time::{Duration, Instant};

#[derive(Clone, Debug)]
pub struct Plan {
    pub subject: Subject,
    pub wire: Wire,
    /// The last level that is tried.
    pub level: u8,
    /// So many clients may be inside.
    pub limit: Option<usize>,
    /// How long all of it may take; ending the last server comes after it.
    pub within: Duration,
}

#[derive(Clone, Debug, Serialize)]
pub struct Grade {
    pub model: Option<Model>,
    /// Why there is none; None: no level is reached.
    pub no_model: Option<Broken>,
    /// The last level of which every promise is kept, as far as it can be
    /// told, and one at least; 0: not even the first.
    pub level: u8,
    /// The next one, if none of its promises can be told from here.
    pub untold: Option<u8>,
    pub tried: Vec<Tried>,
    pub seconds: f64,
    /// Why it ended before it was done, if so.
    pub cut_short: Option<&'static str>,
}

impl Grade {
    /// Of a server that there is no way to start.
    pub fn untried(why: &str) -> Self {
        let no_model = Broken {
            sent: "nothing".into(),
            expected: "a way to start it".into(),
            seen: why.into(),
            wrote: None,
            hint: "write a file run that starts the server",
        };
        Self { no_model: Some(no_model), ..Self::new() }
    }

    fn new() -> Self {
        Self {
            model: None,
            no_model: None,
            level: 0,
            untold: None,
            tried: Vec::new(),
            seconds: 0.0,
            cut_short: None,
        }
    }
}

/// Grades it; `watch` hears what is tried next.
pub fn run(plan: &Plan, stop: &Stop, watch: &mut dyn FnMut(&str)) -> Grade {
    let begun = Instant::now();
    hosted::adopt();
    subject::raise_descriptors();
    let (over, done) = (Stop::new(), Stop::new());
    let mut grade = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.is_set() {
                if stop.is_set() || begun.elapsed() > plan.within {
                    over.stop();
                }
                thread::sleep(Duration::from_millis(20));
            }
        });
        let grade = graded(plan, &over, watch);
        done.stop();
        grade
    });
    hosted::end_strays();
    if grade.cut_short.is_some() && stop.is_set() {
        grade.cut_short = Some("somebody ended it");
    }
    grade.seconds = begun.elapsed().as_secs_f64();
    grade
}
