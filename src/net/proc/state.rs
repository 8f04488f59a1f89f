//! The states of a socket, as the kernel numbers them and `netstat` names them.

use std::fmt;

/// In the order of the kernel's numbers (`include/net/tcp_states.h`).
const STATES: [State; 11] = [
    State::Established,
    State::SynSent,
    State::SynRecv,
    State::FinWait1,
    State::FinWait2,
    State::TimeWait,
    State::Close,
    State::CloseWait,
    State::LastAck,
    State::Listen,
    State::Closing,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Established,
    SynSent,
    SynRecv,
    FinWait1,
    FinWait2,
    TimeWait,
    /// Of UDP: it has no peer.
    Close,
    CloseWait,
    LastAck,
    Listen,
    Closing,
}

impl State {
    /// The table begins with 1; 12 is a SYN that has no socket yet.
    pub(super) fn of(hex: &str) -> Option<Self> {
        let number = usize::from_str_radix(hex, 16).ok()?;
        let state = STATES.get(number.checked_sub(1)?);
        Some(*state.unwrap_or(&Self::SynRecv))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Established => "ESTABLISHED",
            Self::SynSent => "SYN_SENT",
            Self::SynRecv => "SYN_RECV",
            Self::FinWait1 => "FIN_WAIT1",
            Self::FinWait2 => "FIN_WAIT2",
            Self::TimeWait => "TIME_WAIT",
            Self::Close => "CLOSE",
            Self::CloseWait => "CLOSE_WAIT",
            Self::LastAck => "LAST_ACK",
            Self::Listen => "LISTEN",
            Self::Closing => "CLOSING",
        })
    }
}
