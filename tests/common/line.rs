//! A line of the log, taken apart: seconds, thread, number, text.

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub seconds: f32,
    pub thread: String,
    pub id: Option<u64>,
    pub text: String,
}

impl Line {
    /// Fails on what isn't `{seconds:>6.1} {thread:<10} #{id} text`.
    pub fn parse(line: &str) -> Self {
        Self::try_parse(line)
            .unwrap_or_else(|| panic!("not a line of the log: {line:?}"))
    }

    fn try_parse(line: &str) -> Option<Self> {
        // A second line about the same thing has neither time nor thread.
        if let Some(rest) = line.strip_prefix(&" ".repeat(18)) {
            let first = format!("   0.0 -          {rest}");
            return Some(Self {
                thread: String::new(),
                ..Self::try_parse(&first)?
            });
        }
        let (seconds, rest) = (line.get(..6)?, line.get(6..)?);
        let (_, decimals) = seconds.split_once('.')?;
        let rest = rest.strip_prefix(' ')?;
        let (thread, padded) = rest.split_once(' ')?;
        let pad = 11usize.checked_sub(thread.len() + 1)?;
        let text = padded.strip_prefix(&" ".repeat(pad)[..])?;
        let (id, text) = match text.strip_prefix('#') {
            Some(rest) => rest.split_once(' ').map(|(id, t)| (Some(id), t))?,
            None => (None, text),
        };
        let told = !text.is_empty() && !text.starts_with(' ');
        (decimals.len() == 1 && told).then_some(Self {
            seconds: seconds.trim_start().parse().ok()?,
            thread: thread.to_string(),
            id: id.map(str::parse).transpose().ok()?,
            text: text.to_string(),
        })
    }

    /// Whether the text is this pattern, where `{}` stands for a number.
    pub fn is(&self, pattern: &str) -> bool {
        matches(&self.text, pattern)
    }
}

/// `{}` matches digits, with a point between them if need be.
pub fn matches(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split("{}");
    let head = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(head) else { return false };
    for part in parts {
        let digits = |c: char| !(c.is_ascii_digit() || c == '.');
        let end = rest.find(digits).unwrap_or(rest.len());
        let number: Result<f64, _> = rest[..end].parse();
        match rest[end..].strip_prefix(part) {
            Some(after) if number.is_ok() => rest = after,
            _ => return false,
        }
    }
    rest.is_empty()
}
