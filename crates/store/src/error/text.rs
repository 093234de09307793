//! What each error means and what to do about it, in German and in English.

use super::StoreError;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

impl Text {
    fn new(de: impl Into<String>, en: impl Into<String>) -> Self {
        Self { de: de.into(), en: en.into() }
    }
}

/// A version in German, or that there is no document.
fn at(version: Option<u64>) -> String {
    version.map_or_else(|| "kein Dokument".to_owned(), |version| format!("Version {version}"))
}

impl StoreError {
    /// Why it happened.
    pub fn cause(&self) -> Text {
        let de = match self {
            Self::Conflict { kind, id, expected, current } => format!(
                "{kind} „{id}“ hat inzwischen den Stand {}, erwartet wurde {}.",
                at(*current),
                at(*expected)
            ),
            Self::UnknownKind { kind } => {
                format!("Die Datenhaltung wurde ohne die Art „{kind}“ geöffnet.")
            }
            Self::UnknownIndex { kind, field } => {
                format!("Für „{kind}“ gibt es kein Verzeichnis „{field}“.")
            }
            Self::RegisteredTwice { name, .. } => format!("„{name}“ ist doppelt angemeldet."),
            Self::InvalidName { found, .. } => format!("„{found}“ ist nicht verwendbar."),
            Self::TooLarge { what, found, limit } => {
                format!("{} hat {found} {}; erlaubt sind {limit}.", what.name().0, what.unit().0)
            }
            Self::TwiceInBatch { kind, id } => {
                format!("Ein Auftrag ändert {kind} „{id}“ mehr als einmal.")
            }
            Self::IdempotencyKeyUsed { key, same_request: true } => {
                format!("Der Schlüssel „{key}“ wurde für dieselbe Anfrage schon benutzt.")
            }
            Self::IdempotencyKeyUsed { key, same_request: false } => {
                format!("Der Schlüssel „{key}“ wurde schon für eine andere Anfrage benutzt.")
            }
            Self::InvalidCursor { cursor } => {
                format!("Die Fortsetzungsmarke „{cursor}“ gehört nicht zu dieser Abfrage.")
            }
            Self::Locked { directory, process } => format!(
                "Das Datenverzeichnis {directory} wird bereits von einem anderen Prozess benutzt{}.",
                process.map_or_else(String::new, |process| format!(" (Nummer {process})"))
            ),
            Self::Foreign { directory, found } => format!(
                "{directory} ist kein Datenverzeichnis von Passgenau: Darin liegt „{found}“."
            ),
            Self::NotWritable { path, detail } => {
                format!("{path} ist nicht beschreibbar: {detail}")
            }
            Self::DiskFull { path, detail } => format!("Bei {path} ist kein Platz mehr: {detail}"),
            Self::Io { path, detail } => format!("{path}: {detail}"),
            Self::Damaged { detail } => format!("Die Datenbank ist beschädigt: {detail}"),
            Self::SchemaNewer { found, supported } => format!(
                "Die Datenbank hat das Schema {found}; dieses Programm kennt nur Schemata bis {supported}."
            ),
            Self::MigrationFailed { from, to, detail } => format!(
                "Die Datenbank ließ sich nicht vom Schema {from} auf {to} bringen: {detail}"
            ),
            Self::Stopped { detail } => {
                format!("Nach einem fehlgeschlagenen Schreibvorgang wurde angehalten: {detail}")
            }
            Self::NotEmpty { changes } => {
                format!("Die Datenhaltung ist nicht leer; sie kennt schon {changes} Änderungen.")
            }
            Self::ImportRefused { line, detail } => format!("Zeile {line}: {detail}"),
        };
        Text::new(de, self.to_string())
    }

    /// What to do.
    pub fn remedy(&self) -> Text {
        match self {
            Self::Conflict { .. } => Text::new(
                "Laden Sie den aktuellen Stand und wiederholen Sie die Änderung darauf.",
                "load the current version and repeat the change on it",
            ),
            Self::UnknownKind { .. } | Self::UnknownIndex { .. } | Self::RegisteredTwice { .. } => {
                Text::new(
                    "Das ist ein Fehler im Programm; bitte melden.",
                    "this is a fault of the program, please report it",
                )
            }
            Self::InvalidName { what, .. } => Text::new(
                format!("Erlaubt sind {}.", what.rule().german()),
                format!("allowed are {}", what.rule()),
            ),
            Self::TooLarge { .. } => Text::new(
                "Teilen Sie die Angaben auf oder kürzen Sie sie.",
                "split what you send, or shorten it",
            ),
            Self::TwiceInBatch { .. } => Text::new(
                "Fassen Sie die Änderungen am selben Dokument zusammen.",
                "combine the changes to the same document",
            ),
            Self::IdempotencyKeyUsed { same_request: true, .. } => Text::new(
                "Verwenden Sie die gespeicherte Antwort; die Änderung ist schon geschehen.",
                "use the stored response, the change has been made",
            ),
            Self::IdempotencyKeyUsed { same_request: false, .. } => Text::new(
                "Verwenden Sie für jede neue Anfrage einen neuen Schlüssel.",
                "use a new key for every new request",
            ),
            Self::InvalidCursor { .. } => Text::new(
                "Beginnen Sie die Abfrage ohne Fortsetzungsmarke von vorn.",
                "start the query again without a cursor",
            ),
            Self::Locked { .. } => Text::new(
                "Beenden Sie den anderen Prozess oder geben Sie ein anderes Verzeichnis an.",
                "end the other process, or give another directory",
            ),
            Self::Foreign { .. } => Text::new(
                "Geben Sie ein leeres oder ein neues Verzeichnis an.",
                "give an empty or a new directory",
            ),
            Self::NotWritable { .. } => Text::new(
                "Geben Sie dem Dienst Schreibrechte auf das Verzeichnis oder nennen Sie ein anderes.",
                "give the service permission to write there, or name another directory",
            ),
            Self::DiskFull { .. } => Text::new(
                "Schaffen Sie Platz auf dem Datenträger und starten Sie den Dienst neu; Bestätigtes ist gespeichert.",
                "make room on the disk and restart the service; what was acknowledged is stored",
            ),
            Self::Io { .. } => Text::new(
                "Prüfen Sie Datenträger, Pfad und Rechte und starten Sie den Dienst neu.",
                "check disk, path and permissions, and restart the service",
            ),
            Self::Damaged { .. } => Text::new(
                "Ändern Sie nichts am Verzeichnis, sichern Sie eine Kopie und spielen Sie die letzte Sicherung ein.",
                "change nothing in the directory, keep a copy and restore the last backup",
            ),
            Self::SchemaNewer { .. } => Text::new(
                "Verwenden Sie die neuere Programmversion, mit der die Daten geschrieben wurden.",
                "use the newer version of the program that wrote the data",
            ),
            Self::MigrationFailed { .. } => Text::new(
                "Die alten Daten sind unverändert. Verwenden Sie vorerst die bisherige Programmversion.",
                "the old data are unchanged; use the former version of the program for now",
            ),
            Self::Stopped { .. } => Text::new(
                "Beheben Sie die Ursache (Datenträger) und starten Sie den Dienst neu; Bestätigtes ist gespeichert.",
                "remove the cause (the disk) and restart the service; what was acknowledged is stored",
            ),
            Self::NotEmpty { .. } => Text::new(
                "Spielen Sie die Datei in ein neues, leeres Verzeichnis ein.",
                "import the file into a new, empty directory",
            ),
            Self::ImportRefused { .. } => Text::new(
                "Verwenden Sie eine unveränderte, vollständige Sicherung; eingespielt wurde nichts.",
                "use an unaltered, complete backup; nothing was imported",
            ),
        }
    }
}
