//! Where the data stand: inside the program, or in a folder of the same layout.

use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

/// The shipped data.
#[derive(rust_embed::RustEmbed)]
#[folder = "../../profiles"]
#[exclude = "invalid/*"]
#[exclude = "schema/*"]
struct Shipped;

/// A file of a shelf: its path and its bytes.
pub type File = (String, Cow<'static, [u8]>);

/// Where the data stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Inside the program.
    Shipped,
    /// In a folder.
    Folder(PathBuf),
}

/// A folder or file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {cause}")]
pub struct ShelfError {
    /// The folder or file.
    pub path: String,
    /// Why.
    pub cause: io::Error,
}

impl Shelf {
    /// The files below a folder of the shelf, sorted by path, each with its bytes.
    ///
    /// # Errors
    /// Fails if a folder or file cannot be read.
    pub fn files(&self, below: &str) -> Result<Vec<File>, ShelfError> {
        let mut files = match self {
            Self::Shipped => Shipped::iter()
                .filter(|path| path.starts_with(below))
                .filter_map(|path| Some((path.to_string(), Shipped::get(&path)?.data)))
                .collect(),
            Self::Folder(root) => {
                let mut files = Vec::new();
                collect(root, &root.join(below), &mut files)?;
                files
            }
        };
        files.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(files)
    }

    /// The bytes of one file of the shelf; `None` where there is none.
    ///
    /// # Errors
    /// Fails if the file is there and cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<Cow<'static, [u8]>>, ShelfError> {
        match self {
            Self::Shipped => Ok(Shipped::get(path).map(|file| file.data)),
            Self::Folder(root) => match fs::read(root.join(path)) {
                Ok(bytes) => Ok(Some(bytes.into())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(ShelfError { path: path.to_owned(), cause }),
            },
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<(), ShelfError> {
    let failed = |path: &Path, cause| ShelfError { path: path.display().to_string(), cause };
    if !folder.exists() {
        return Ok(());
    }
    if folder.is_file() {
        let bytes = fs::read(folder).map_err(|cause| failed(folder, cause))?;
        let name = folder.strip_prefix(root).unwrap_or(folder);
        files.push((name.to_string_lossy().replace('\\', "/"), bytes.into()));
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(|cause| failed(folder, cause))? {
        let entry = entry.map_err(|cause| failed(folder, cause))?;
        collect(root, &entry.path(), files)?;
    }
    Ok(())
}
