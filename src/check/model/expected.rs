//! The model that somebody expects.

use super::{AtATime, Model, Who};

/// What `--expect` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    One,
    /// All that we let come.
    Each,
    Threads,
    Processes,
    OneLoop,
    /// So many at a time; None: any number but one.
    Pool(Option<usize>),
    Udp,
}

impl Expected {
    pub fn is(self, model: &Model) -> bool {
        use AtATime as At;
        use Who::{FewProcesses, FewThreads, OneLoop};
        let by = model.served_by;
        let each = model.at_a_time == At::Each;
        match (self, model.at_a_time) {
            (Self::One, at) => at == At::One,
            (Self::Each, at) => matches!(at, At::Each | At::AtLeast(_)),
            (Self::Threads, _) => each && by == Who::Threads,
            (Self::Processes, _) => each && by == Who::Processes,
            (Self::OneLoop, _) => {
                each && matches!(by, OneLoop | FewThreads | FewProcesses)
            }
            (Self::Pool(n), At::Some(is)) => n.is_none_or(|n| n == is),
            // How many more there are was not tried.
            (Self::Pool(None), At::AtLeast(_)) => by != Who::Untold,
            (Self::Pool(_), _) => false,
            (Self::Udp, at) => at == At::Udp,
        }
    }
}
