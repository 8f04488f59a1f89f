//! What a contestant's turns in one scenario add up to.

use super::row::{Cell, Verdict};
use super::turn::Turn;
use crate::hosted::Cost;
use crate::hosted::taken::Size;

#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Those that count, in their order.
    pub turns: Vec<Turn>,
    /// Why it is out, if it is.
    pub out: Option<Verdict>,
    /// It is out because it did not do what it should.
    pub failed: bool,
    /// All answers, also those of the turn that warms up.
    pub answered: u64,
    /// A turn has failed: what that cost was for no answer that is known.
    pub lost: bool,
    /// Its processes left some behind: what these cost nobody knows.
    pub strays: bool,
    pub seen: Size,
    pub cost: Option<Cost>,
}

/// The row's cells, from the figure at `place` in each turn.
pub fn cells(outcomes: &[Outcome], place: usize) -> Vec<Cell> {
    outcomes.iter().map(|outcome| outcome.cell(place)).collect()
}

/// The same of what an answer has cost, over the whole scenario.
pub fn each(outcomes: &[Outcome], cost: fn(&Cost) -> f64) -> Vec<Cell> {
    let each = |outcome: &Outcome| {
        let cell = outcome.cell(usize::MAX);
        let mut cell = Cell { limit: None, ..cell };
        if outcome.out.is_some() || outcome.turns.is_empty() {
            return cell;
        }
        let known = outcome.answered > 0 && !outcome.lost;
        cell.verdict = match outcome.cost.filter(|_| known) {
            Some(spent) => {
                cell.rounds = vec![cost(&spent) / outcome.answered as f64];
                cell.text = None;
                outcome.apart().map_or(Verdict::Open, Verdict::Unranked)
            }
            None => Verdict::NotMeasured("not known".into()),
        };
        cell
    };
    outcomes.iter().map(each).collect()
}

impl Outcome {
    fn cell(&self, place: usize) -> Cell {
        let mut cell = Cell { cost: self.cost, ..Cell::default() };
        if let Some(out) = &self.out {
            cell.verdict = out.clone();
            return cell;
        }
        let Some(last) = self.turns.last() else {
            let why = "it did not have its turn".to_string();
            cell.verdict = Verdict::NotMeasured(why);
            return cell;
        };
        let value = |turn: &Turn| turn.values.get(place).copied().flatten();
        let values: Vec<f64> = self.turns.iter().filter_map(value).collect();
        let (some, all) = (values.len(), self.turns.len());
        if some == all {
            cell.rounds = values;
        } else {
            let text = last.text.clone().filter(|_| some == 0);
            let text = text.unwrap_or(format!("{some} of {all} times"));
            cell.text = Some(text.clone());
            cell.verdict = Verdict::Unranked(text);
        }
        let limits: Vec<_> =
            self.turns.iter().filter_map(|turn| turn.limit).collect();
        let most = limits.len() * 2 > self.turns.len();
        cell.limit = limits.last().filter(|_| most).map(|it| (*it).into());
        let few = self.few();
        cell.note = last.note.clone().or(few.clone());
        let whys: Vec<String> = few.into_iter().chain(self.apart()).collect();
        if !whys.is_empty() {
            cell.verdict = Verdict::Unranked(whys.join(", "));
        }
        cell
    }

    fn apart(&self) -> Option<String> {
        self.turns.iter().find_map(|turn| turn.apart.clone())
    }

    /// "4 of 64 served": in the turn in which the most were.
    pub fn few(&self) -> Option<String> {
        let served = self.turns.iter().filter_map(|turn| turn.served);
        let (served, of) = served.max()?;
        (served < of).then(|| format!("{served} of {of} served"))
    }
}
