//! Who has how much of the window. The guide stands above the terminals, or
//! left of them where there is room; the terminal in use has the most rows.

use super::tmux::Tmux;
use std::io;

/// A window with so many columns has room for text beside the terminals.
const WIDE: usize = 150;
/// How wide the text is then.
const TEXT: usize = 80;
/// Rows of a terminal that is not in use, with its name.
const LITTLE: usize = 4;
/// Rows of the one in use, while the guide has its least: for a drawing.
const MUCH: usize = 15;
/// The guide's least, without its name.
const LEAST: usize = 4;

#[derive(Default)]
pub struct Layout {
    /// The terminals', by tmux's names.
    pub panes: Vec<String>,
    /// Which of them are to be seen, from top to bottom.
    shown: Vec<usize>,
    /// The same, from the one that was used longest ago.
    used: Vec<usize>,
    wide: bool,
}

impl Layout {
    pub fn new(tmux: &Tmux, panes: Vec<String>) -> io::Result<Self> {
        let (columns, rows) = size(tmux)?;
        let wide = columns >= WIDE;
        let own = if wide { MUCH } else { MUCH + LEAST + 1 };
        let most = rows.saturating_sub(own) / LITTLE + 1;
        let shown: Vec<usize> = (0..panes.len().min(most)).collect();
        let used = shown.iter().rev().copied().collect();
        let layout = Self { panes, shown, used, wide };
        layout.join(tmux, columns)?;
        Ok(layout)
    }

    /// Brings those that are to be seen into the guide's window.
    fn join(&self, tmux: &Tmux, columns: usize) -> io::Result<()> {
        let join = |pane: usize, how: &[&str]| {
            let words = ["join-pane", "-d", "-s", &self.panes[pane]];
            tmux.ask(&[&words[..], how].concat()).map(drop)
        };
        let little = (LITTLE - 1).to_string();
        let Some((&last, others)) = self.shown.split_last() else {
            return Ok(());
        };
        if self.wide {
            let rest = columns.saturating_sub(TEXT + 1).to_string();
            join(last, &["-h", "-l", &rest, "-t", "%0"])?;
            let below = &self.panes[last];
            return others.iter().try_for_each(|pane| {
                join(*pane, &["-v", "-b", "-l", &little, "-t", below])
            });
        }
        // Each comes right below the guide.
        self.shown.iter().rev().try_for_each(|pane| {
            join(*pane, &["-v", "-l", &little, "-t", "%0"])
        })
    }

    /// The guide wants so many rows; this terminal is in use. Returns how many
    /// rows the guide gets, where it gets others than it had.
    pub fn arrange(
        &mut self,
        tmux: &Tmux,
        wants: usize,
        now: Option<usize>,
    ) -> Option<usize> {
        if let Some(now) = now {
            self.bring(tmux, now);
        }
        let (_, rows) = size(tmux).ok()?;
        let guide = match self.wide {
            true => 0,
            false => {
                let others = self.shown.len() * LITTLE + 1;
                wants.clamp(LEAST, rows.saturating_sub(others).max(LEAST))
            }
        };
        let set = |pane: &str, rows: usize| {
            tmux.tell(&["resize-pane", "-t", pane, "-y", &rows.to_string()]);
        };
        if !self.wide {
            set("%0", guide);
        }
        let above = if self.wide { 0 } else { guide + 1 };
        let others = self.shown.len().saturating_sub(1) * LITTLE;
        let most = rows.saturating_sub(above + others + 1).max(1);
        for pane in &self.shown {
            let in_use = self.used.last() == Some(pane);
            set(&self.panes[*pane], if in_use { most } else { LITTLE - 1 });
        }
        (!self.wide).then_some(guide)
    }

    /// In place of the one that was used longest ago, if it is not there.
    fn bring(&mut self, tmux: &Tmux, now: usize) {
        if !self.shown.contains(&now)
            && let Some(old) = self.used.first().copied()
        {
            let (from, to) = (&self.panes[now], &self.panes[old]);
            tmux.tell(&["swap-pane", "-d", "-s", from, "-t", to]);
            for pane in &mut self.shown {
                if *pane == old {
                    *pane = now;
                }
            }
            self.used.retain(|pane| *pane != old);
        }
        self.used.retain(|pane| *pane != now);
        self.used.push(now);
    }
}

/// Columns and rows of the window.
fn size(tmux: &Tmux) -> io::Result<(usize, usize)> {
    let what = "#{window_width} #{window_height}";
    let told = tmux.ask(&["display-message", "-p", "-t", "%0", what])?;
    let (columns, rows) = told.trim().split_once(' ').unwrap_or_default();
    Ok((columns.parse().unwrap_or(80), rows.parse().unwrap_or(24)))
}
