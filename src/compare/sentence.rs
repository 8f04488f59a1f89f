//! Words that every row's sentence is made of. All of them come from the
//! row: nothing is said that the figures don't say.

use super::noise::LEAST;
use super::result::Contestant;
use super::row::{Better, Cell, Row, Verdict};
use super::shown::amount;
use super::verdict::ALONE;

/// A row, and whose cells they are.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub row: &'a Row,
    pub contestants: &'a [Contestant],
}

impl<'a> Told<'a> {
    pub fn all(self) -> impl Iterator<Item = (&'a Contestant, &'a Cell)> {
        self.contestants.iter().zip(&self.row.cells)
    }

    pub fn shown(self, value: f64) -> String {
        amount(self.row.unit, value)
    }

    /// "threads (12.0 µs)".
    fn with_value(self, (who, cell): (&Contestant, &Cell)) -> String {
        match cell.value {
            Some(value) => format!("{} ({})", who.name, self.shown(value)),
            None => who.name.clone(),
        }
    }

    /// Who is in the race, the best first.
    fn race(self) -> Vec<(&'a Contestant, &'a Cell)> {
        let races = |cell: &Cell| {
            use Verdict::{Best, Ranked, Same};
            let races = matches!(cell.verdict, Best | Same | Ranked(_));
            races && cell.value.is_some()
        };
        let mut all: Vec<_> = self.all().filter(|(_, c)| races(c)).collect();
        all.sort_by(|(_, a), (_, b)| match self.row.better {
            Better::Higher => order(b, a),
            Better::Lower => order(a, b),
        });
        all
    }

    /// Who leads, and who is clearly behind; `leads` is what the first one
    /// does: "answers soonest". Empty where nobody was in the race.
    pub fn leader(self, leads: &str) -> String {
        let race = self.race();
        let led = |cell: &Cell| matches!(cell.verdict, Verdict::Ranked(_));
        let (behind, ahead): (Vec<_>, Vec<_>) =
            race.into_iter().partition(|(_, cell)| led(cell));
        let behind: Vec<String> =
            behind.into_iter().map(|one| self.with_value(one)).collect();
        let mut parts = match &*ahead {
            [] => Vec::new(),
            [first] => vec![format!("{} {leads}", self.with_value(*first))],
            several => {
                let names = names(several.iter().map(|(who, _)| *who));
                let range = self.range(several.iter().map(|(_, cell)| *cell));
                let every = if behind.is_empty() { "all: " } else { "" };
                let turns = several.iter().map(|(_, cell)| cell.rounds.len());
                let why = match turns.min() {
                    Some(1) => "one value each is too little to tell".into(),
                    Some(n) if n < LEAST => {
                        format!("{n} turns are too few to tell")
                    }
                    _ => "the noise could explain".to_string(),
                };
                vec![format!("{why} who of {names} {leads} ({every}{range})")]
            }
        };
        if !behind.is_empty() {
            parts.push(format!("clearly behind: {}", list(&behind)));
        }
        parts.extend(self.beside());
        parts.join("; ")
    }

    fn range(self, cells: impl Iterator<Item = &'a Cell>) -> String {
        let values: Vec<f64> = cells.filter_map(|cell| cell.value).collect();
        let [least, most] = [
            values.iter().copied().fold(f64::INFINITY, f64::min),
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ]
        .map(|value| self.shown(value));
        if least == most { least } else { format!("{least} to {most}") }
    }

    /// Who is not in the race, and why.
    pub fn beside(self) -> Vec<String> {
        let mut parts = Vec::new();
        let bare = self.all().filter(|(_, c)| c.verdict == Verdict::Baseline);
        parts.extend(bare.filter_map(|(_, cell)| {
            Some(format!("the bare loop: {}", self.shown(cell.value?)))
        }));
        parts.extend(self.unranked(|_| true));
        parts.extend(self.out());
        parts
    }

    /// Whose figures stand for other work than those of the rest.
    pub fn apart(self) -> Vec<String> {
        self.unranked(|cell| cell.value.is_some() && is_apart(cell))
    }

    fn unranked(self, which: fn(&Cell) -> bool) -> Vec<String> {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for (who, cell) in self.all().filter(|(_, cell)| which(cell)) {
            let Verdict::Unranked(why) = &cell.verdict else { continue };
            let one = self.with_value((who, cell));
            match groups.iter_mut().find(|(known, _)| known == why) {
                Some((_, them)) => them.push(one),
                None => groups.push((why, vec![one])),
            }
        }
        let said = groups
            .into_iter()
            .map(|(why, them)| format!("not compared, {why}: {}", list(&them)));
        said.collect()
    }

    /// Who answered wrongly.
    pub fn out(self) -> impl Iterator<Item = String> {
        self.all().filter_map(|(who, cell)| match &cell.verdict {
            Verdict::Wrong(how) => Some(format!("{} is out: {how}", who.name)),
            _ => None,
        })
    }
}

/// Whether it did other work than the rest: no sentence counts it among them.
pub fn is_apart(cell: &Cell) -> bool {
    matches!(&cell.verdict, Verdict::Unranked(why) if why != ALONE)
}

fn order(a: &Cell, b: &Cell) -> std::cmp::Ordering {
    a.value.unwrap_or(f64::NAN).total_cmp(&b.value.unwrap_or(f64::NAN))
}

pub fn names<'a>(them: impl Iterator<Item = &'a Contestant>) -> String {
    list(&them.map(|who| who.name.clone()).collect::<Vec<_>>())
}

/// "a", "a and b", "a, b and c".
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
