//! Text that came from outside, made safe to show; and how often to show it.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What a peer sent, safe for a terminal: control characters, invalid bytes,
/// and what turns or hides text (Unicode TR 36, section 2.4) are escaped.
/// Other scripts stay as they are. At most `most` characters.
pub fn escape(bytes: &[u8], most: usize) -> String {
    // A character has four bytes at most (RFC 3629): so more than is shown.
    let some = bytes.len().min(most.saturating_add(1).saturating_mul(4));
    let mut shown = String::with_capacity(some);
    for chunk in bytes[..some].utf8_chunks() {
        for c in chunk.valid().chars() {
            push(&mut shown, c);
        }
        for byte in chunk.invalid() {
            // Writing to a String can't fail.
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    cut(shown, most)
}

/// The same between quotation marks, as the log shows it: `"hello\r\n"`.
pub fn quote(bytes: &[u8], most: usize) -> String {
    let mut plain = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        if matches!(byte, b'"' | b'\\') {
            plain.push(b'\\');
        }
        plain.push(byte);
    }
    format!("\"{}\"", escape(&plain, most))
}

fn push(shown: &mut String, c: char) {
    match c {
        ' '..='~' => shown.push(c),
        '\0' => shown.push_str("\\0"),
        '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
        c if c.is_control() => {
            // Writing to a String can't fail.
            let _ = write!(shown, "\\x{:02x}", u32::from(c));
        }
        c if turns_or_hides(c) => shown.extend(c.escape_unicode()),
        c => shown.push(c),
    }
}

/// Zero-width, bidirectional, line-separating and tag characters.
fn turns_or_hides(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The first `most` characters; what is missing is marked.
pub fn cut(mut text: String, most: usize) -> String {
    if text.chars().nth(most).is_some() {
        let kept = text.char_indices().nth(most.saturating_sub(1));
        text.truncate(kept.map_or(0, |(end, _)| end));
        text.push('…');
    }
    text
}

/// True at most once in `gap` nanoseconds, whichever thread asks.
pub fn once_per(gap: u64, last: &AtomicU64) -> bool {
    let (now, before) = (super::event::clock(), last.load(Relaxed));
    (before == 0 || now.saturating_sub(before) >= gap)
        && last.compare_exchange(before, now, Relaxed, Relaxed).is_ok()
}
