//! What a drawing lacks, in sentences.

use super::survey::Survey;

impl Survey {
    /// What the drawing lacks: a sentence each.
    pub fn left_out(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.bars == 0 {
            all.push(match self.whole {
                0 => "Nothing is recorded in it.".into(),
                whole => format!(
                    "Nothing was recorded in that time: the recording ends \
                     {:.1} s after the server's start.",
                    whole as f64 / 1e9
                ),
            });
        }
        if self.damage.headless {
            all.push("The first line, which says what ran, is missing.".into());
        }
        match self.damage.lines {
            0 => (),
            1 => all.push("1 line is damaged, and left out.".into()),
            n => all.push(format!("{n} lines are damaged, and left out.")),
        }
        if self.damage.cut_off {
            all.push("The last line is cut off, and left out.".into());
        }
        if self.damage.unended {
            let text = "The recording has no end: what goes on at its edge \
                        may have gone on for longer.";
            all.push(text.into());
        }
        if self.unnamed > 0 {
            all.push(format!(
                "Up to {} more stood in the kernel's queue, not named.",
                self.unnamed
            ));
        }
        match self.lost {
            0 => (),
            1 => all.push("1 entry was lost while it was recorded.".into()),
            n => all
                .push(format!("{n} entries were lost while it was recorded.")),
        }
        all
    }
}
