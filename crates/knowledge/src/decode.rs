//! The bytes of a file as text.

use formats::IssueCode;
use issue::Issue;

/// The bytes as text; an issue where they are none.
pub(crate) fn as_text(bytes: &[u8], path: &str, issues: &mut Vec<Issue>) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(error) => {
            let mut issue = Issue::new(IssueCode::Encoding, "").with("detail", error);
            issue.place.file = Some(path.to_owned());
            issues.push(issue);
            None
        }
    }
}
