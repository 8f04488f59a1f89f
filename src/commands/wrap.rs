//! Text for a screen: broken between words, and never inside one.

use unicode_width::UnicodeWidthStr;

/// Lines of at most `width` columns, but for a word that is longer; each but
/// the first begins with `indent`.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let (mut lines, mut line) = (String::new(), String::new());
    for word in text.split(' ') {
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines += &format!("{line}\n");
            line = format!("{indent}{word}");
        }
    }
    lines + &line
}
