//! What stands out, and how: by colours, or by signs where there are none.

#[derive(Clone, Copy)]
pub struct Ink {
    pub colour: bool,
}

impl Ink {
    pub fn heading(self, text: &str) -> String {
        match self.colour {
            true => self.with("1;4", text),
            false => text.to_uppercase(),
        }
    }

    pub fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    pub fn quiet(self, text: &str) -> String {
        self.with("2", text)
    }

    /// What a person types.
    pub fn typed(self, text: &str) -> String {
        self.with("1;32", text)
    }

    /// A name or a command inside a sentence.
    pub fn code(self, text: &str) -> String {
        match self.colour {
            true => self.with("36", text),
            false => format!("`{text}`"),
        }
    }

    pub fn added(self, text: &str) -> String {
        self.with("32", text)
    }

    pub fn removed(self, text: &str) -> String {
        self.with("31", text)
    }

    /// Each word by itself: a line may be broken between two, and a pager
    /// begins each line without colours.
    fn with(self, style: &str, text: &str) -> String {
        if !self.colour {
            return text.into();
        }
        let words = text.split(' ').map(|word| match word {
            "" => String::new(),
            word => format!("\x1b[{style}m{word}\x1b[0m"),
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
