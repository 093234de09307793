//! Writing to the terminal, and what ends a command early.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use issue::{Issue, Language, Severity};
use serde_json::{Value, json};

/// What ends a command early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is wrong: exit code 2.
    Input(Vec<Issue>),
    /// Something outside the input failed: exit code 4.
    System(String),
    /// Whoever reads the output has stopped reading: no failure.
    Closed,
}

impl Failure {
    /// Anything that failed outside the input.
    pub(crate) fn system(cause: impl fmt::Display) -> Self {
        Self::System(cause.to_string())
    }

    /// Tells what happened and gives the exit code.
    pub(crate) fn report(&self, language: Language) -> ExitCode {
        match self {
            Self::Input(issues) => {
                let _told = tell(issues, language);
                ExitCode::from(2)
            }
            Self::System(cause) => {
                let _told = writeln!(io::stderr().lock(), "passgenau: {cause}");
                ExitCode::from(4)
            }
            Self::Closed => ExitCode::SUCCESS,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::system(error) }
    }
}

/// Writes a text to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Writes a value as JSON to standard output.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(Failure::system)?;
    text.push('\n');
    print(&text)
}

/// Writes a value as JSON to a file: complete, or not at all.
pub(crate) fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_vec(value).map_err(Failure::system)?;
    text.push(b'\n');
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let named = |error: io::Error| Failure::system(format!("{}: {error}", path.display()));
    fs::write(&beside, &text).and_then(|()| fs::rename(&beside, path)).map_err(named)
}

/// Issues of the same code in the same column are told so often, then counted.
const TOLD: usize = 5;

/// Writes issues to standard error: place, code, cause, remedy.
pub(crate) fn tell(issues: &[Issue], language: Language) -> io::Result<()> {
    let mut err = io::stderr().lock();
    let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for issue in issues {
        let field = issue.place.field.rsplit('/').next().unwrap_or_default();
        let count = told.entry((issue.code.name(), field)).or_default();
        *count += 1;
        if *count > TOLD {
            continue;
        }
        let severity = match issue.severity {
            Severity::Error => language.pick("Fehler", "error"),
            Severity::Warning => language.pick("Warnung", "warning"),
        };
        writeln!(err, "{}: {severity} [{}]", issue.place, issue.code.name())?;
        writeln!(err, "    {}", issue.cause(language))?;
        writeln!(err, "    → {}", issue.remedy(language))?;
    }
    for ((code, field), more) in told.into_iter().filter(|(_, count)| *count > TOLD) {
        let more = more - TOLD;
        match language {
            Language::German => {
                writeln!(err, "… und {more} weitere [{code}] bei „{field}“ (alle mit --json)")?;
            }
            Language::English => {
                writeln!(err, "… and {more} more [{code}] at “{field}” (all with --json)")?;
            }
        }
    }
    let errors = issues.iter().filter(|issue| issue.severity == Severity::Error).count();
    let warnings = issues.len() - errors;
    match language {
        Language::German => writeln!(err, "{errors} Fehler, {warnings} Warnungen"),
        Language::English => writeln!(err, "{errors} errors, {warnings} warnings"),
    }
}

/// Writes warnings to standard error, if there are any.
pub(crate) fn warn(issues: &[Issue], language: Language) -> Result<(), Failure> {
    if issues.is_empty() { Ok(()) } else { Ok(tell(issues, language)?) }
}

/// Issues as values, for machines.
pub(crate) fn as_json(issues: &[Issue], language: Language) -> Value {
    let each = issues.iter().map(|issue| {
        json!({
            "code": issue.code.name(),
            "severity": issue.severity,
            "place": issue.place,
            "cause": issue.cause(language),
            "remedy": issue.remedy(language),
        })
    });
    Value::Array(each.collect())
}
