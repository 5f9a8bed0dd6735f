//! A copy of the catalogue's files that a test may spoil.

use catalog_files::{CatalogError, Figures, Files, parse};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The files on disk, gone when this is dropped.
pub struct Copy(TempDir);

impl Copy {
    /// A copy of the crate's own files.
    pub fn new() -> Copy {
        let copy = Copy(TempDir::new().expect("a temporary directory"));
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog/data");
        for directory in ["", "prices", "measured"] {
            fs::create_dir_all(copy.path(directory)).expect("a directory");
            for entry in fs::read_dir(from.join(directory)).expect("the catalogue") {
                let entry = entry.expect("an entry");
                if entry.path().is_file() {
                    fs::copy(entry.path(), copy.0.path().join(directory).join(entry.file_name())).expect("a copy");
                }
            }
        }
        copy
    }

    /// The copy's directory.
    pub fn directory(&self) -> &Path {
        self.0.path()
    }

    /// A file of the copy.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts `with` in the place of the first `text` in a file, which must be there.
    pub fn replace(&self, name: &str, text: &str, with: &str) {
        let before = self.text(name);
        assert!(before.contains(text), "{name} holds no {text}");
        self.write(name, &before.replacen(text, with, 1));
    }

    /// A file's text.
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    /// Gives a file another text.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a written file");
    }

    /// What the import makes of the copy.
    pub fn parse(&self) -> Result<Figures, CatalogError> {
        parse(&Files::from_dir(self.directory())?)
    }
}
