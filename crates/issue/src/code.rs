//! Codes and the tables that declare them.

use crate::Language;

/// What a code means: German and English texts with placeholders in braces.
#[derive(Debug, PartialEq, Eq)]
pub struct Definition {
    /// The code as it is written in answers and in the error index.
    pub name: &'static str,
    /// Why it is wrong, in German and English.
    pub cause: (&'static str, &'static str),
    /// What to do, in German and English.
    pub remedy: (&'static str, &'static str),
}

/// A stable code. It never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub &'static Definition);

impl Code {
    /// The code as it is written in answers and in the error index.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Why it is wrong, with placeholders.
    pub const fn cause(self, language: Language) -> &'static str {
        language.pick(self.0.cause.0, self.0.cause.1)
    }

    /// What to do, with placeholders.
    pub const fn remedy(self, language: Language) -> &'static str {
        language.pick(self.0.remedy.0, self.0.remedy.1)
    }
}

/// Declares the codes that a crate can raise, each with its texts.
///
/// See the [crate](crate) for an example.
#[macro_export]
macro_rules! codes {
    ($(#[$outer:meta])* pub enum $table:ident {
        $($(#[$doc:meta])* $variant:ident $name:literal
            de $cause_de:literal => $remedy_de:literal,
            en $cause_en:literal => $remedy_en:literal;)*
    }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $table {
            $($(#[$doc])* $variant,)*
        }

        impl $table {
            /// All codes of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What the code means.
            pub const fn definition(self) -> &'static $crate::Definition {
                match self {
                    $(Self::$variant => &$crate::Definition {
                        name: $name,
                        cause: ($cause_de, $cause_en),
                        remedy: ($remedy_de, $remedy_en),
                    }),*
                }
            }
        }

        impl From<$table> for $crate::Code {
            fn from(code: $table) -> Self {
                Self(code.definition())
            }
        }

        impl PartialEq<$table> for $crate::Code {
            fn eq(&self, other: &$table) -> bool {
                *self == Self::from(*other)
            }
        }
    };
}
