//! What can be typed at the prompt of step mode.

use super::goal::Goal;
use super::thread;
use crate::trace::{Call, Label};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Let one go.
    Go(Who),
    /// Let each go that is held now.
    All,
    Until(Goal),
    /// Not for us.
    Other,
    /// For us, but not so.
    Wrong(String),
}

/// Which of those that are held; where it says so, only before that call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The one of that number on the screen, from 1.
    Number(usize),
    Thread(Label, Option<Call>),
    Conn(u64, Option<Call>),
}

/// Understands a line.
pub fn order(line: &str) -> Order {
    let words: Vec<&str> = line.split_whitespace().collect();
    let who = match words[..] {
        [] => return Order::Go(Who::Number(1)),
        ["all"] => return Order::All,
        ["until", ..] => {
            let goal = Goal::parse(line.trim_start().split_at(5).1);
            return goal.map_or_else(Order::Wrong, Order::Until);
        }
        [word] => who(word, None),
        [word, point] => {
            Call::named(point).and_then(|point| who(word, Some(point)))
        }
        _ => None,
    };
    who.map_or(Order::Other, Order::Go)
}

fn who(word: &str, point: Option<Call>) -> Option<Who> {
    if let Some(id) = word.strip_prefix('#') {
        return id.parse().ok().map(|id| Who::Conn(id, point));
    }
    match word.parse() {
        Ok(number) if point.is_none() => Some(Who::Number(number)),
        _ => thread::label(word).map(|label| Who::Thread(label, point)),
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let point = match self {
            Self::Number(number) => return write!(f, "number {number}"),
            Self::Thread(label, point) => {
                write!(f, "{label}")?;
                point
            }
            Self::Conn(id, point) => {
                write!(f, "#{id}")?;
                point
            }
        };
        point.map_or(Ok(()), |point| write!(f, " before {point}"))
    }
}
