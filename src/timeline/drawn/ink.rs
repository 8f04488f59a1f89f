//! SVG as text: what comes from a recording is escaped here, and nowhere else.

use std::fmt::{Display, Write};

#[derive(Default)]
pub struct Ink(String);

/// Where a text stands to its x.
#[derive(Clone, Copy)]
pub enum Align {
    Left,
    Middle,
}

impl Ink {
    /// An element of ours, as it is.
    pub fn raw(&mut self, element: impl Display) {
        // Writing to a String can't fail.
        let _ = writeln!(self.0, "{element}");
    }

    pub fn rect(&mut self, (x, y, w, h): (f64, f64, f64, f64), rest: &str) {
        self.raw(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" {rest}/>"#
        ));
    }

    pub fn path(&mut self, d: &str, rest: &str) {
        self.raw(format_args!(r#"<path d="{d}" fill="none" {rest}/>"#));
    }

    /// A text of `size` pixels, with its foot at `y`.
    pub fn text(
        &mut self,
        (x, y): (f64, f64),
        (size, align): (f64, Align),
        rest: &str,
        text: &str,
    ) {
        let anchor = match align {
            Align::Left => "start",
            Align::Middle => "middle",
        };
        let text = escaped(text);
        self.raw(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" {rest}>{text}</text>"#
        ));
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// Text for XML: also without the characters that XML can't hold
/// (<https://www.w3.org/TR/xml/#charsets>).
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '&' => safe += "&amp;",
            '"' => safe += "&quot;",
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}
