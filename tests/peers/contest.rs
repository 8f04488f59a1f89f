//! One work, everybody's servers, in the same rounds: each as a ratio to one
//! of them. Who is missing is named.

use crate::Bench;
use crate::roster::{self, Gone};
use crate::rounds::{Slice, median, ratio, rounds};
use crate::server::{self, Server};
use crate::table::{Figure, Goal, Table};
use std::cell::RefCell;
use std::io;
use std::rc::Rc;

/// How a client is made for a server.
pub type Work<'a> = &'a dyn Fn(&Server) -> io::Result<Slice<'static>>;

/// The name that all ratios are to, unless a row says another.
pub const REFERENCE: &str = "C threads";

pub struct Contest {
    unit: &'static str,
    runs: Vec<(String, Vec<f64>)>,
    gone: Vec<(String, Gone)>,
}

/// Our server with these flags, under the name that it has in the table.
pub type Ours<'a> = (&'a str, &'a [&'a str]);

impl Contest {
    /// Puts ours and the peers of these names through the work.
    pub fn run(
        bench: &Bench,
        (work, unit): (Work, &'static str),
        ours: &[Ours],
        peers: &[&str],
    ) -> io::Result<Self> {
        let ours = ours.iter().map(|(name, flags)| {
            let server = server::ours(&bench.ours, flags);
            (name.to_string(), server.map_err(Gone::from))
        });
        let peers = peers.iter().map(|name| {
            (name.to_string(), roster::start(name, &bench.examples))
        });
        let (mut runs, mut gone) = (vec![], vec![]);
        let (mut servers, mut slices) = (vec![], vec![]);
        for (name, server) in ours.chain(peers) {
            match server.and_then(|server| {
                let mut slice = work(&server)?;
                slice()?;
                Ok((server, slice))
            }) {
                Err(why) => gone.push((name, why)),
                Ok((server, slice)) => {
                    let failed = Failed::default();
                    slices.push(until_failed(slice, failed.clone()));
                    servers.push(server);
                    runs.push((name, failed));
                }
            }
        }
        let rates = rounds(bench.rounds, slices)?;
        let mut whole = vec![];
        for ((name, failed), rates) in runs.into_iter().zip(rates) {
            match failed.take() {
                Some(why) => gone.push((name, Gone::Failed(why))),
                None => whole.push((name, rates)),
            }
        }
        Ok(Self { unit, runs: whole, gone })
    }

    /// The row of a goal: one against another. Where one is missing, so is
    /// the row.
    pub fn goal(&self, table: &mut Table, (a, b): (&str, &str), goal: Goal) {
        let work = format!("  {a} / {b}");
        let both = || {
            let (ours, theirs) = (self.rates(a)?, self.rates(b)?);
            Ok(ratio((a, ours), (b, theirs), self.unit))
        };
        row(table, &work, goal, both());
    }

    /// Everybody whom no goal names, as a ratio to `reference`, or to the
    /// first where that is missing. Who is missing for one reason is named in
    /// one row.
    pub fn others(&self, table: &mut Table, reference: &str, told: &[&str]) {
        let known = self.runs.iter().find(|(name, _)| name == reference);
        let Some((named, theirs)) = known.or(self.runs.first()) else { return };
        if named != reference {
            table.title(&format!("  (as a ratio to {named})"));
        }
        for (name, rates) in &self.runs {
            if !told.contains(&&**name) {
                let mut figure = ratio(("", rates), ("", theirs), "");
                let (rate, _) = median(rates.clone());
                figure.note = format!("{rate:.0} {}", self.unit);
                table.beside(name, 2, &figure);
            }
        }
        let mut missing: Vec<(&str, Vec<&str>)> = Vec::new();
        for (name, why) in &self.gone {
            match why {
                Gone::Missing(why) => {
                    match missing.iter_mut().find(|(known, _)| known == why) {
                        Some((_, names)) => names.push(name),
                        None => missing.push((why, vec![name])),
                    }
                }
                Gone::Failed(_) => beside(table, name, 2, Err(why.clone())),
            }
        }
        for (why, names) in missing {
            let names = format!("  {}", names.join(", "));
            table.missing(&names, Goal::None(2), why);
        }
    }

    fn rates(&self, name: &str) -> Result<&[f64], Gone> {
        if let Some((_, rates)) = self.runs.iter().find(|run| run.0 == name) {
            return Ok(rates);
        }
        let gone = self.gone.iter().find(|gone| gone.0 == name);
        let nobody = Gone::Failed(format!("{name} took no part"));
        Err(gone.map_or(nobody, |(_, why)| why.clone()))
    }
}

/// A row of the table, or why there is none.
pub fn row(
    table: &mut Table,
    work: &str,
    goal: Goal,
    got: Result<Figure, Gone>,
) {
    match got {
        Ok(figure) => table.row(work, goal, Ok(figure)),
        Err(Gone::Missing(why)) => table.missing(work, goal, &why),
        Err(Gone::Failed(e)) => table.row(work, goal, Err(io::Error::other(e))),
    }
}

/// A figure without a goal, or why there is none.
pub fn beside(
    table: &mut Table,
    name: &str,
    places: usize,
    got: Result<Figure, Gone>,
) {
    match got {
        Ok(figure) => table.beside(name, places, &figure),
        Err(why) => {
            row(table, &format!("  {name}"), Goal::None(places), Err(why))
        }
    }
}

type Failed = Rc<RefCell<Option<String>>>;

/// Whoever fails once is out, and holds the others up no more.
fn until_failed(mut slice: Slice<'static>, failed: Failed) -> Slice<'static> {
    Box::new(move || {
        if failed.borrow().is_some() {
            return Ok(f64::NAN);
        }
        slice().or_else(|e| {
            failed.replace(Some(e.to_string()));
            Ok(f64::NAN)
        })
    })
}
