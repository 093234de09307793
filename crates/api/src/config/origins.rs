//! Origins of web pages, exactly as browsers name them.

use serde::Deserialize;

/// Origins such as `https://fach.example:8443`; never a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Origins(Vec<String>);

/// Why a text is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no origin: write scheme, host and port as the browser does, such as https://fach.example"
)]
pub struct NoOrigin(String);

/// A list, or one text with commas as the environment has it.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected origins: a list of texts, or one text with commas")]
enum Written {
    List(Vec<String>),
    Text(String),
}

impl Origins {
    /// The origins.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Written> for Origins {
    type Error = NoOrigin;

    fn try_from(written: Written) -> Result<Self, NoOrigin> {
        let texts = match written {
            Written::List(texts) => texts,
            Written::Text(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
        };
        texts.into_iter().map(origin).collect::<Result<_, _>>().map(Self)
    }
}

/// A scheme and a host with an optional port, in small letters; no path, no pattern.
fn origin(text: String) -> Result<String, NoOrigin> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fits = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-:[]".contains(letter)
    };
    let good = host.is_some_and(|host| !host.is_empty() && host.chars().all(fits));
    if good { Ok(text) } else { Err(NoOrigin(text)) }
}
