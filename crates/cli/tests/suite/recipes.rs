//! The recipes of `docs/integrators.md`, run as they stand.

use std::process::Command;

use crate::program::{Folder, Service};

#[test]
fn the_recipes_run_as_they_stand() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no curl");
        return;
    }
    let guide = include_str!("../../../../docs/integrators.md");
    let blocks: Vec<&str> =
        guide.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 10);

    let folder = Folder::new();
    let service = Service::start(&folder.0.join("data"));
    let out = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &blocks.join("\necho\n")])
        .current_dir(&folder.0)
        .env("URL", format!("http://{}", service.address))
        .env("SECRET", service.secret.as_deref().unwrap())
        .output()
        .unwrap();
    let (told, failed) =
        (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{told}\n{failed}");
    assert!(told.contains("\"state\":\"done\""), "{told}");
    assert!(told.contains("\"file\":\"backups/passgenau-"), "{told}");
}
