//! Which names, identifiers and keys can be stored.

use std::fmt;

/// What a name must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRule {
    /// Small letters, digits, and the signs `_ - . : /`.
    Word {
        /// The longest one, in bytes.
        most: usize,
    },
    /// Any text without control characters.
    Line {
        /// The shortest one, in bytes.
        least: usize,
        /// The longest one, in bytes.
        most: usize,
    },
}

impl NameRule {
    /// The rule in German.
    pub fn german(self) -> String {
        match self {
            Self::Word { most } => format!("1 bis {most} Zeichen aus a–z, 0–9 und _ - . : /"),
            Self::Line { least, most } => {
                format!("{least} bis {most} Bytes Text ohne Steuerzeichen")
            }
        }
    }

    /// Whether a name follows the rule.
    pub fn allows(self, name: &str) -> bool {
        match self {
            Self::Word { most } => {
                (1..=most).contains(&name.len())
                    && name.bytes().all(|byte| {
                        byte.is_ascii_lowercase()
                            || byte.is_ascii_digit()
                            || b"_-.:/".contains(&byte)
                    })
            }
            Self::Line { least, most } => {
                (least..=most).contains(&name.len()) && !name.chars().any(char::is_control)
            }
        }
    }
}

impl fmt::Display for NameRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word { most } => write!(f, "1 to {most} characters of a-z, 0-9 and _ - . : /"),
            Self::Line { least, most } => {
                write!(f, "{least} to {most} bytes of text without control characters")
            }
        }
    }
}

/// What is named. The lengths keep every key of the database below 400 bytes: 257 keys of an inner
/// page of sled then stay below the 128 KiB from which sled makes files that it never frees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A kind of document.
    Kind,
    /// A field of an index.
    Field,
    /// A document.
    Id,
    /// An organisation; may be empty.
    Organisation,
    /// Who changes something.
    Actor,
    /// What the journal says was done.
    Action,
    /// A setting.
    Setting,
    /// An idempotency key.
    Key,
    /// The hash of a request.
    RequestHash,
    /// The store itself.
    Store,
}

impl Named {
    /// The rule for it.
    pub const fn rule(self) -> NameRule {
        match self {
            Self::Kind | Self::Field => NameRule::Word { most: 32 },
            Self::Action | Self::Setting => NameRule::Word { most: 64 },
            Self::Organisation => NameRule::Line { least: 0, most: 64 },
            Self::Key => NameRule::Line { least: 1, most: 255 },
            Self::Id | Self::Actor | Self::RequestHash | Self::Store => {
                NameRule::Line { least: 1, most: 128 }
            }
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kind => "the kind",
            Self::Field => "the field",
            Self::Id => "the identifier",
            Self::Organisation => "the organisation",
            Self::Actor => "the actor",
            Self::Action => "the action",
            Self::Setting => "the setting",
            Self::Key => "the idempotency key",
            Self::RequestHash => "the request hash",
            Self::Store => "the store identifier",
        })
    }
}
