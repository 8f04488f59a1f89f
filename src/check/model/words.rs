//! A model in words.

use super::{AtATime, Model, Where, Who};
use std::fmt;

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let by = match self.served_by {
            Who::Threads => ", by threads",
            Who::Processes => ", by processes",
            Who::OneThread => ", by one thread",
            Who::OneLoop => ", by one loop",
            Who::FewThreads => ", by few threads",
            Who::FewProcesses => ", by few processes",
            Who::Untold => "",
        };
        match (self.at_a_time, self.at_most) {
            (AtATime::Udp, _) => write!(f, "UDP echo"),
            (AtATime::One, _) => write!(f, "one client at a time"),
            (AtATime::Some(n), _) => write!(f, "{n} at a time{by}"),
            (AtATime::AtLeast(n), _) if self.served_by == Who::Untold => {
                write!(
                    f,
                    "at least {n} at a time (whether by threads, processes or \
                     one loop can't be told from outside)"
                )
            }
            (AtATime::AtLeast(n), _) => {
                write!(f, "at least {n} at a time{by}")
            }
            (AtATime::Each, None) => f.write_str(self.served_by.each()),
            (AtATime::Each, Some(most)) => {
                write!(f, "{}, {most} at most", self.served_by.each())
            }
        }
    }
}

impl Who {
    /// Where nobody had to wait.
    fn each(self) -> &'static str {
        match self {
            Self::Threads => "a thread for each client",
            Self::Processes => "a process for each client",
            Self::OneThread | Self::OneLoop => "one loop for all clients",
            Self::FewThreads => {
                "few threads for all clients (a loop, or a runtime that moves \
                 tasks)"
            }
            Self::FewProcesses => {
                "few processes for all clients (a loop in each, or tasks)"
            }
            Self::Untold => "all at a time",
        }
    }
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::KernelQueue => " in the kernel's queue",
            Self::Accepted => " in a queue of the server (accepted)",
            _ => "",
        })
    }
}

/// 21 as 21st.
pub fn nth(n: usize) -> String {
    let end = match (n % 10, n % 100) {
        (1, 1..=10 | 12..) => "st",
        (2, 0..=11 | 13..) => "nd",
        (3, 0..=12 | 14..) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
