//! `passgenau check-store`: whether everything that is kept fits together.

use issue::Language;
use serde_json::json;

use super::transfer::open;
use crate::{
    arguments::{Arguments, DataArguments},
    output::{self, Failure},
};

pub(super) fn run(arguments: &Arguments, command: &DataArguments) -> Result<u8, Failure> {
    let report = open(command)?.check().map_err(Failure::system)?;
    let findings = report.findings.iter();
    if command.json {
        let findings: Vec<_> = findings
            .map(|finding| json!({ "code": finding.fault.code(), "place": finding.place }))
            .collect();
        output::print_json(&json!({
            "sound": report.is_sound(),
            "counts": report.counts,
            "findings": findings,
            "more": report.more,
        }))?;
    } else {
        for finding in findings {
            output::print(&format!("[{}] {}\n", finding.fault.code(), finding.place))?;
        }
        let found = u64::try_from(report.findings.len()).unwrap_or(u64::MAX) + report.more;
        let versions = report.counts.versions;
        output::print(&match arguments.lang {
            Language::German => format!("{versions} Fassungen geprüft, {found} Befunde\n"),
            Language::English => format!("{versions} versions checked, {found} findings\n"),
        })?;
    }
    Ok(u8::from(!report.is_sound()))
}
