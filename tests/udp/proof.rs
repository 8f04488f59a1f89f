//! What a sender off loopback must do before it is answered.

use crate::peer::Peer;

/// The proof that a challenge asks for: `join 123456` of
/// `send: join 123456`.
pub fn proof_of(challenge: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(challenge).ok()?;
    let line = text.strip_suffix('\n')?.strip_prefix("send: ")?;
    let number = line.strip_prefix("join ")?;
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    (number.len() == 9 && digits).then(|| line.to_string())
}

/// The next datagram is a challenge; returns what it asks for.
#[track_caller]
pub fn challenged(peer: &Peer) -> String {
    let heard = peer.next();
    proof_of(&heard).unwrap_or_else(|| {
        panic!("not a challenge: {:?}", heard.escape_ascii().to_string())
    })
}

/// Asks to be challenged, and returns what to send.
#[track_caller]
pub fn ask(peer: &Peer) -> String {
    peer.say("hello");
    challenged(peer)
}

/// Proves itself to an echo server: which sends the proof back.
#[track_caller]
pub fn prove(peer: &Peer) {
    let proof = ask(peer);
    peer.echo(proof);
}
