//! How far a load is: a bar on a terminal, nothing elsewhere.

use crate::load::{Plan, Progress, Until, units};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar's own length.
const FULL: u64 = 1000;

pub struct Bar {
    bar: ProgressBar,
    clients: usize,
    until: Until,
}

impl Bar {
    pub fn new(plan: &Plan) -> Self {
        // It hides itself where there is no terminal.
        let target = ProgressDrawTarget::stderr();
        let bar = ProgressBar::with_draw_target(Some(FULL), target);
        // The template is ours: it parses, or the default one will do.
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {msg}") {
            bar.set_style(style.progress_chars("━╸─"));
        }
        Self { bar, clients: plan.clients, until: plan.until }
    }

    pub fn show(&self, now: &Progress) {
        let Some(elapsed) = now.elapsed else {
            let of = self.clients;
            let text = format!("connecting: {} of {of}", now.connected);
            self.bar.set_message(text);
            return;
        };
        let answers = units::count(now.answered);
        let (share, text) = match self.until {
            Until::Time(time) => (
                elapsed.as_secs_f64() / time.as_secs_f64(),
                format!(
                    "{:.1} of {} s, {answers} answers",
                    elapsed.as_secs_f64(),
                    time.as_secs_f64()
                ),
            ),
            Until::Requests(n) => (
                now.answered as f64 / n as f64,
                format!("{answers} of {} answers", units::count(n)),
            ),
        };
        let waits = if share > 1.0 { ", waiting for the last" } else { "" };
        self.bar.set_position((share.min(1.0) * FULL as f64) as u64);
        self.bar.set_message(format!("{text}{waits}"));
    }

    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
