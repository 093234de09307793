//! What is measured before it is stored.

use std::fmt;

/// Something that has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measured {
    /// The body of a document as JSON, in bytes.
    Body,
    /// The details of a journal entry as JSON, in bytes.
    Details,
    /// A stored response as JSON, in bytes.
    Response,
    /// The value of a setting as JSON, in bytes.
    Setting,
    /// How deep JSON is nested, in levels.
    Nesting,
    /// A text in an index, in bytes.
    IndexText,
    /// The index entries of one document.
    IndexEntries,
    /// The changes and journal entries of one batch.
    Changes,
    /// All bodies of one batch as JSON, in bytes.
    Batch,
    /// The documents or entries of one page.
    Page,
    /// The number of settings.
    Settings,
}

impl Measured {
    /// What it is called, in German and in English.
    pub const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Body => ("Das Dokument", "the document"),
            Self::Details => ("Die Angaben zum Protokolleintrag", "the details of the entry"),
            Self::Response => ("Die gespeicherte Antwort", "the stored response"),
            Self::Setting => ("Die Einstellung", "the setting"),
            Self::Nesting => ("Die Verschachtelung", "the nesting"),
            Self::IndexText => ("Ein Verzeichniswert", "a text in an index"),
            Self::IndexEntries => ("Das Verzeichnis eines Dokuments", "the index of a document"),
            Self::Changes | Self::Batch => ("Der Auftrag", "the batch"),
            Self::Page => ("Die Seite", "the page"),
            Self::Settings => ("Die Liste der Einstellungen", "the list of settings"),
        }
    }

    /// What is counted, in German and in English.
    pub const fn unit(self) -> (&'static str, &'static str) {
        match self {
            Self::Body
            | Self::Details
            | Self::Response
            | Self::Setting
            | Self::IndexText
            | Self::Batch => ("Bytes", "bytes"),
            Self::Nesting => ("Ebenen", "levels"),
            Self::IndexEntries | Self::Page | Self::Settings => ("Einträge", "entries"),
            Self::Changes => ("Änderungen", "changes"),
        }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name().1)
    }
}
