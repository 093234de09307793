//! A client that is generated from the OpenAPI document compiles; skipped, clearly, without the tools.

use std::process::Command;

use crate::support::root;

#[test]
fn calls_of_a_generated_client_compile() {
    let done = Command::new("sh").arg("tests/client.sh").current_dir(root()).output().unwrap();
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}{errors}");
    assert!(told.contains("the calls compile") || told.starts_with("skipped:"), "{told}");
    println!("{told}");
}
