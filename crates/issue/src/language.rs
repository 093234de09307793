//! The languages in which people are told things.

/// A language for texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// German.
    #[default]
    German,
    /// English.
    English,
}

impl Language {
    /// The language of that ISO 639 code; German for any other.
    pub fn of(code: &str) -> Self {
        if code.starts_with("en") { Self::English } else { Self::German }
    }

    /// The ISO 639 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
        }
    }

    /// The text in this language, of a German and an English one.
    pub const fn pick<T: Copy>(self, german: T, english: T) -> T {
        match self {
            Self::German => german,
            Self::English => english,
        }
    }
}
