//! The flags of the client's misbehaviours: one for each row of their table.

use super::values::whole;
use crate::client::mischief::{self, Row};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// A flag for each row of the table, of which at most one is given.
#[derive(Debug)]
pub struct Mischief(pub Option<(&'static Row, u64)>);

impl Args for Mischief {
    fn augment_args(command: Command) -> Command {
        let flags = mischief::TABLE.iter().map(flag);
        command
            .next_help_heading("Misbehaviour (one of these; --timeout ends it)")
            .args(flags)
            .next_help_heading(None)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn flag(row: &'static Row) -> Arg {
    let others = mischief::TABLE.iter().map(|other| other.name);
    let flag = Arg::new(row.name)
        .long(row.name)
        .help(row.help)
        .conflicts_with_all(others.filter(|other| *other != row.name))
        .conflicts_with_all(["count", "join", "listen_broadcast"]);
    match row.number {
        Some((name, least, most)) => flag
            .value_name(name)
            .allow_negative_numbers(true)
            .value_parser(whole::<u64>(least, most)),
        None => flag.action(ArgAction::SetTrue),
    }
}

impl FromArgMatches for Mischief {
    fn from_arg_matches(found: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |row: &'static Row| match row.number {
            Some(_) => Some((row, *found.get_one::<u64>(row.name)?)),
            None => found.get_flag(row.name).then_some((row, 0)),
        };
        Ok(Self(mischief::TABLE.iter().find_map(given)))
    }

    fn update_from_arg_matches(
        &mut self,
        found: &ArgMatches,
    ) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(found)?;
        Ok(())
    }
}
