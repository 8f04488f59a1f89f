//! Faults on call: each makes one symptom happen for real, shows it with the
//! commands that one would type, and says what it means.

mod fault;
mod kernel;
mod look;
pub mod naive;
mod process;
mod scene;
mod wait;

pub use fault::{Fault, TABLE, named};
pub use process::end_all;
pub use scene::{Told, Unseen};

use crate::doctor;
use crate::hosted::adopt;
use crate::hosted::end_strays;
use scene::Scene;
use std::path::Path;

/// Plays it with `program`, which is this one. After it all children of this
/// process are ended: it may have none of its own.
///
/// # Errors
///
/// The symptom did not come: what was seen instead.
pub fn play(
    fault: &Fault,
    program: &Path,
    tell: &mut dyn FnMut(Told),
) -> Result<(), Unseen> {
    doctor::is_reached().map_err(|why| {
        Unseen(format!("{why}; `echostage doctor` says what to do"))
    })?;
    adopt();
    tell(Told::Title(fault.name, fault.symptom));
    tell(Told::Point("look at", fault.look));
    tell(Told::Gap);
    let seen = (fault.play)(&mut Scene { program, tell });
    end_strays();
    let seen = seen?;
    tell(Told::Gap);
    tell(Told::Point("seen", &seen));
    tell(Told::Point("echostage", fault.survives));
    tell(Told::Point("naive", fault.naive));
    Ok(())
}
