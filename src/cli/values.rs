//! What the value of a flag may be, and the line that says so.

use super::serve::Many;
use crate::compare::{self, Scenario};
use crate::net::{self, WhenFull};
use crate::timeline::By;
use crate::{service, stage};
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::fmt::Display;
use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

impl ValueEnum for WhenFull {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Wait, Self::TurnAway]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Wait => "wait",
            Self::TurnAway => "turn-away",
        }))
    }
}

impl ValueEnum for By {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Time, Self::Event]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Time => "time",
            Self::Event => "event",
        }))
    }
}

pub fn stages() -> PossibleValuesParser {
    let named = |s: &stage::Stage| PossibleValue::new(s.name).help(s.model);
    PossibleValuesParser::new(stage::TABLE.iter().map(named))
}

pub fn scenarios() -> PossibleValuesParser {
    let named = |s: &Scenario| PossibleValue::new(s.name).help(s.help);
    PossibleValuesParser::new(compare::TABLE.iter().map(named))
}

pub fn services() -> PossibleValuesParser {
    let named = |s: &service::Row| PossibleValue::new(s.name).help(s.help);
    PossibleValuesParser::new(service::TABLE.iter().map(named))
}

pub fn many(text: &str) -> Result<Many, String> {
    if text == "members" {
        return Ok(Many::Members);
    }
    match text.parse::<SocketAddr>() {
        Ok(addr) if net::is_old_service(addr.port()) => Err(format!(
            "port {} is an old echo service's; take one from 1024 up",
            addr.port()
        )),
        Ok(addr) if addr.port() > 0 => Ok(Many::At(addr)),
        _ => Err("write members, or ADDR:PORT as in 192.168.1.255:9000 or \
                  239.1.2.3:9000"
            .into()),
    }
}

pub fn seconds(text: &str, least: f64, most: f64) -> Result<Duration, String> {
    match text.parse() {
        Ok(n) if (least..=most).contains(&n) => Ok(Duration::from_secs_f64(n)),
        _ => Err(format!("write a number of seconds from {least} to {most}")),
    }
}

/// A whole number in a range, both ends included.
pub fn whole<T>(least: T, most: T) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: FromStr + PartialOrd + Display + Copy,
{
    move |text| match text.parse() {
        Ok(n) if (least..=most).contains(&n) => Ok(n),
        _ => Err(format!("write a number from {least} to {most}")),
    }
}
