//! How clients are answered, for this process and for a child. The child is
//! told in words of its own, not in flags: so it needs no parser, and a flag
//! that is forgotten here does not compile.

use crate::cli::Talk;
use crate::service::Pace;
use crate::trace::Kinds;
use std::time::Duration;

/// What a child is told, as words; `child` reads them in the same order.
pub fn words(talk: &Talk, wants: Kinds) -> Vec<String> {
    let Talk { service, delay, burn, once, idle_timeout } = talk;
    let patience = idle_timeout.map_or(0, |most| most.as_millis());
    let numbers =
        [*delay, *burn, (*once).into(), patience as u64, wants.0.into()];
    let numbers = numbers.iter().map(u64::to_string);
    [service.clone()].into_iter().chain(numbers).collect()
}

/// Milliseconds, milliseconds.
pub fn pace(delay: u64, burn: u64, once: bool) -> Pace {
    let (delay, burn) =
        (Duration::from_millis(delay), Duration::from_millis(burn));
    Pace { delay, burn, once }
}
