//! `cargo xtask`: writes every generated file; `cargo xtask check`: everything a change must pass.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// What a change must pass, in order: format, lints with every feature and of the program with none (tests
/// bring features of their own), tests, documentation.
const STEPS: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    &["clippy", "-p", "cli", "-p", "api", "--", "-D", "warnings"],
    &["test", "--workspace"],
    &["doc", "--workspace", "--no-deps"],
];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match env::args().nth(1).as_deref() {
        None | Some("gen") => generate(&root),
        Some("check") => check(&root),
        Some(other) => Err(format!("{other:?} is neither gen nor check").into()),
    }
}

fn generate(root: &Path) -> Result<ExitCode, Box<dyn Error>> {
    for file in xtask::generated()? {
        let path = root.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, file.bytes)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check(root: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let cargo = env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    for step in STEPS {
        let mut command = Command::new(&cargo);
        command.args(*step).current_dir(root).env("RUSTDOCFLAGS", "-D warnings");
        if !command.status()?.success() {
            return Err(format!("cargo {} failed", step.join(" ")).into());
        }
    }
    Ok(ExitCode::SUCCESS)
}
