//! What is said at a challenge, by both sides: who answers `send: join 4821`
//! with `join 4821` hears us, and is no echo.

/// The line that a stranger gets. An echo service that sends it back has not
/// answered it.
pub fn challenge(number: u32) -> String {
    format!("send: join {number}\n")
}

/// What answers that line: `join NUMBER` and a newline. None for other text.
pub fn answer(text: &[u8]) -> Option<Vec<u8>> {
    let text = text.strip_prefix(b"send: ")?;
    proof(text).map(|_| [text.trim_ascii_end(), b"\n"].concat())
}

/// The number in `join NUMBER`, if that is all the text is.
pub fn proof(text: &[u8]) -> Option<u32> {
    let text = str::from_utf8(text).ok()?.trim_end_matches(['\r', '\n']);
    let digits = text.strip_prefix("join ")?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}
