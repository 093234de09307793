//! `path`.

use crate::run::{Said, run};

fn path(more: &[&str]) -> Said {
    let own = [
        "path",
        "--profiles",
        "pack:care",
        "--applicants",
        "profiles/samples/rhein-erft/people.ndjson",
        "--as-of",
        "2026-11-22",
    ];
    run(&[&own[..], more].concat())
}

#[test]
fn what_a_pool_needs_is_told_in_words() {
    let said = path(&["--pool"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let lines: Vec<&str> = said.out.lines().filter_map(|line| line.strip_prefix("  – ")).collect();
    assert!(lines.len() > 5, "{}", said.out);
    for line in &lines {
        assert!(!line.contains('?') && !line.contains("  ") && !line.contains(" ,"), "{line}");
    }
    assert!(lines.iter().any(|line| line.contains("Rechtskreis nicht erfasst")), "{}", said.out);
    let recorded = path(&["--pool", "--regime", "asylblg"]);
    assert!(recorded.out.contains("(AsylbLG; "), "{}", recorded.out);
    assert!(!recorded.out.contains("nicht erfasst;"), "{}", recorded.out);
}
