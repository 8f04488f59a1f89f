//! The report: goal, figure, noise and verdict, as it comes; in 80 columns, or
//! in Markdown.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

/// A ratio that is this close to its goal counts as met: the machine can't
/// tell. Counts and sizes have no such margin.
const MARGIN: f64 = 0.97;

#[derive(Clone, Copy)]
pub enum Goal {
    /// At least so many times the other server's rate.
    Ratio(f64),
    /// No more than so many, told with so many decimals.
    AtMost(f64, usize),
    /// Only for comparison: another server's figure, with so many decimals.
    None(usize),
}

/// What was measured. `noise` is half the distance of the quartiles, as a
/// share of the median; a note says what stands behind the figure.
pub struct Figure {
    pub value: f64,
    pub noise: Option<f64>,
    pub note: String,
}

impl Figure {
    /// A figure that was counted, or that one look is enough for.
    pub fn exact(value: f64, note: impl Into<String>) -> Self {
        Self { value, noise: None, note: note.into() }
    }
}

pub struct Table {
    markdown: bool,
    goals: usize,
    met: usize,
    failed: bool,
}

impl Table {
    pub fn open(rounds: usize, markdown: bool) -> Self {
        println!("Medians of {rounds} rounds; noise: half the rounds lie");
        println!("within it. A ratio within 3 % of its goal counts as met.\n");
        let table = Self { markdown, goals: 0, met: 0, failed: false };
        table.line(["work", "goal", "figure", "noise", "verdict"], "");
        if markdown {
            println!("|---|---:|---:|---:|---|");
        } else {
            println!("{}", "-".repeat(79));
        }
        table
    }

    /// What the rows below it are about.
    pub fn title(&self, title: &str) {
        if self.markdown {
            println!("| **{title}** | | | | |");
        } else {
            println!("\n{title}");
        }
    }

    /// A figure that nobody has set a goal for, and what stands behind it, in
    /// a word.
    pub fn beside(&self, who: &str, places: usize, figure: &Figure) {
        let value = format!("{:.places$}", figure.value);
        let noise = noise(figure);
        self.line([&format!("  {who}"), "-", &value, &noise, &figure.note], "");
    }

    /// Whom this machine can't measure: nothing fails because of it.
    pub fn missing(&self, who: &str, goal: Goal, why: &str) {
        let (wanted, _) = goal.wanted();
        self.line([who, &wanted, "-", "-", "not measured"], why);
    }

    pub fn row(&mut self, work: &str, goal: Goal, got: io::Result<Figure>) {
        let (wanted, decimals) = goal.wanted();
        let (figure, noise, verdict, note) = match &got {
            Ok(got) => {
                let figure = format!("{:.decimals$}", got.value);
                let verdict = goal.verdict(got.value);
                (figure, noise(got), verdict, got.note.clone())
            }
            Err(e) => ("-".into(), "-".into(), "not measured", e.to_string()),
        };
        self.line([work, &wanted, &figure, &noise, verdict], &note);
        self.goals += usize::from(!matches!(goal, Goal::None(_)));
        self.met += usize::from(verdict == "met");
        self.failed |= matches!(verdict, "missed" | "not measured");
    }

    /// The last line, and what the program tells its caller.
    pub fn close(self, took: Duration) -> ExitCode {
        let Self { markdown, goals, met, failed } = self;
        let rule = if markdown { String::new() } else { "-".repeat(79) };
        println!("{rule}");
        let took = took.as_secs();
        println!("{met} of {goals} goals met; it took {took} s");
        ExitCode::from(u8::from(failed))
    }

    fn line(&self, cells: [&str; 5], note: &str) {
        let [work, goal, figure, noise, verdict] = cells;
        if self.markdown {
            let note =
                if note.is_empty() { note } else { &format!(" ({note})") };
            let work = work.trim_start();
            println!(
                "| {work}{note} | {goal} | {figure} | {noise} | {verdict} |"
            );
            return;
        }
        // Too long for its column: a line of its own.
        let long = work.chars().count() > 42;
        if long {
            println!("{work}");
        }
        let work = if long { "" } else { work };
        let row =
            format!("{work:<42}{goal:>8}{figure:>8}{noise:>8}  {verdict}");
        println!("{}", row.trim_end());
        if !note.is_empty() {
            println!("    {note}");
        }
    }
}

fn noise(figure: &Figure) -> String {
    let share = figure.noise.map(|share| format!("{:.1} %", share * 100.0));
    share.unwrap_or("-".into())
}

impl Goal {
    /// What is wanted, and with how many decimals a figure is told.
    fn wanted(self) -> (String, usize) {
        match self {
            Self::Ratio(least) => (format!(">= {least:.2}"), 2),
            Self::AtMost(most, places) => {
                (format!("<= {most:.places$}"), places)
            }
            Self::None(places) => ("-".into(), places),
        }
    }

    fn verdict(self, value: f64) -> &'static str {
        let met = match self {
            // What is shown decides: it is rounded first.
            Self::Ratio(least) => {
                (value * 100.0).round() >= least * MARGIN * 100.0
            }
            Self::AtMost(most, places) => {
                value <= most + 0.5 * 0.1_f64.powi(places as i32)
            }
            Self::None(_) => return "",
        };
        if met { "met" } else { "missed" }
    }
}
