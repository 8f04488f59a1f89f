//! Telnet's commands, which are no text (RFC 854): IAC is byte 255.

const IAC: u8 = 255;
const DONT: u8 = 254;
const DO: u8 = 253;
const WONT: u8 = 252;
const WILL: u8 = 251;
/// A subnegotiation, from SB to IAC SE.
const SB: u8 = 250;
const SE: u8 = 240;

/// Where in a command a read has ended: it may end anywhere.
#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Text,
    Command,
    Option(u8),
    Sub,
    SubCommand,
}

#[derive(Default)]
pub struct Telnet {
    state: State,
}

impl Telnet {
    /// Appends to `text` what is no command, and to `refusals` a no to each
    /// option that the client asks for. Without an answer to DO TIMING-MARK
    /// telnet shows nothing after its Ctrl-C (RFC 860).
    pub fn read(
        &mut self,
        bytes: &[u8],
        text: &mut Vec<u8>,
        refusals: &mut Vec<u8>,
    ) {
        for &byte in bytes {
            self.state = match (self.state, byte) {
                (State::Text, IAC) => State::Command,
                (State::Text, _) => {
                    text.push(byte);
                    State::Text
                }
                (State::Command, IAC) => {
                    text.push(IAC);
                    State::Text
                }
                (State::Command, SB) => State::Sub,
                (State::Command, WILL..=DONT) => State::Option(byte),
                (State::Command, _) => State::Text,
                (State::Option(verb), _) => {
                    match verb {
                        DO => refusals.extend([IAC, WONT, byte]),
                        WILL => refusals.extend([IAC, DONT, byte]),
                        _ => (),
                    }
                    State::Text
                }
                (State::Sub, IAC) => State::SubCommand,
                (State::SubCommand, SE) => State::Text,
                (State::Sub | State::SubCommand, _) => State::Sub,
            };
        }
    }
}
