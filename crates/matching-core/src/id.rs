//! Typed identifiers: a name for a thing can never be taken for the name of another kind of thing.

use std::{fmt, sync::Arc};

/// Why a text is no identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text is empty or only blank.
    #[error("an identifier is empty")]
    Empty,
    /// The text is longer than [`MAX_LENGTH`] bytes.
    #[error("an identifier has {length} bytes, at most {MAX_LENGTH} are allowed")]
    TooLong {
        /// Bytes found.
        length: usize,
    },
    /// The text holds a control character or begins or ends with a blank.
    #[error("the identifier {text:?} holds a control character or a blank at an end")]
    NotPrintable {
        /// The text as given.
        text: String,
    },
}

/// Longest identifier in bytes: enough for any case number, too short to smuggle a letter in.
pub const MAX_LENGTH: usize = 96;

fn checked(text: &str) -> Result<Arc<str>, IdError> {
    if text.trim().is_empty() {
        return Err(IdError::Empty);
    }
    if text.len() > MAX_LENGTH {
        return Err(IdError::TooLong { length: text.len() });
    }
    if text.trim() != text || text.chars().any(char::is_control) {
        return Err(IdError::NotPrintable { text: text.to_owned() });
    }
    Ok(text.into())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a text as an identifier.
            ///
            /// # Errors
            /// Fails on an empty text, on more than [`MAX_LENGTH`] bytes, on control characters
            /// and on blanks at an end.
            pub fn new(text: &str) -> Result<Self, IdError> {
                checked(text).map(Self)
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The identifier as shared text.
            pub fn shared(&self) -> Arc<str> {
                Arc::clone(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = IdError;

            fn try_from(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .min_length(Some(1))
                    .max_length(Some(MAX_LENGTH))
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}
    )*};
}

ids! {
    /// A person who looks for work: a code, never a name.
    ApplicantId;
    /// A requirement profile.
    ProfileId;
    /// One line of a requirement profile.
    CriterionId;
    /// A concept of the vocabulary: a competence, a qualification, a document, a field of work …
    ConceptId;
    /// An accompanying measure.
    MeasureId;
    /// A place where work is done or people meet.
    SiteId;
    /// A residence status, as a case of the access rules.
    StatusId;
    /// A question whose answer decides which access a status gives.
    QuestionId;
    /// A step towards a permission.
    StepId;
}

#[cfg(test)]
mod tests {
    use super::{ApplicantId, IdError, MAX_LENGTH};

    #[test]
    fn only_short_printable_texts_are_identifiers() {
        assert!(ApplicantId::new("BG 317/2026-ü").is_ok());
        assert_eq!(ApplicantId::new("  "), Err(IdError::Empty));
        let long = "x".repeat(MAX_LENGTH + 1);
        assert_eq!(ApplicantId::new(&long), Err(IdError::TooLong { length: MAX_LENGTH + 1 }));
        for text in ["a\nb", " a", "a ", "\u{0}"] {
            assert_eq!(
                ApplicantId::new(text),
                Err(IdError::NotPrintable { text: text.to_owned() }),
                "{text:?}"
            );
        }
    }
}
