//! A text for people: German, and English where somebody wrote it.

use std::fmt;

/// A text in German with an optional English rendering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Label {
    /// The German text; it is the binding one.
    pub de: String,
    /// The English text; where it is missing the German one is shown.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub en: Option<String>,
}

impl Label {
    /// A label in both languages.
    pub fn new(de: &str, en: &str) -> Self {
        Self { de: de.to_owned(), en: Some(en.to_owned()) }
    }

    /// A label in German only.
    pub fn german(de: &str) -> Self {
        Self { de: de.to_owned(), en: None }
    }

    /// The English text, or the German one where there is none.
    pub fn english(&self) -> &str {
        self.en.as_deref().unwrap_or(&self.de)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.de)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Label {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            de: String,
            en: Option<String>,
        }
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Written {
            German(String),
            Both(Both),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::German(de) => Self { de, en: None },
            Written::Both(Both { de, en }) => Self { de, en },
        })
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Label {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, OneOfBuilder, Type};
        let text = || ObjectBuilder::new().schema_type(Type::String);
        OneOfBuilder::new()
            .item(text().description(Some("The German text.")))
            .item(
                ObjectBuilder::new()
                    .schema_type(Type::Object)
                    .property("de", text())
                    .property("en", text())
                    .required("de")
                    .additional_properties(Some(AdditionalProperties::FreeForm(false))),
            )
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Label {}
