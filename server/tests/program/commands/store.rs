//! A store for `berth catalog`, and files of the catalogue to spoil.

use crate::support::{Said, run};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A store in a directory of its own.
pub struct Store(TempDir);

impl Store {
    pub fn new() -> Store {
        Store(TempDir::new().expect("a temporary directory"))
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("berth.db")
    }

    pub fn catalog(&self, command: &str, options: &[&OsStr]) -> Said {
        let path = self.path();
        let first = [OsStr::new("catalog"), OsStr::new(command), OsStr::new("--store"), path.as_os_str()];
        run(first.iter().chain(options), b"")
    }

    pub fn import(&self) -> Said {
        self.catalog("import", &[])
    }

    pub fn import_from(&self, directory: &Path) -> Said {
        self.catalog("import", &[OsStr::new("--dir"), directory.as_os_str()])
    }

    /// What `berth catalog show` prints; it must succeed.
    pub fn shown(&self) -> String {
        let said = self.catalog("show", &[]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        said.out
    }
}

/// A copy of the catalogue's files that a test may spoil.
pub fn copy_of_the_files() -> TempDir {
    let copy = TempDir::new().expect("a temporary directory");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/data");
    for directory in ["", "prices", "measured"] {
        fs::create_dir_all(copy.path().join(directory)).expect("a directory");
        for entry in fs::read_dir(from.join(directory)).expect("the catalogue") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                fs::copy(entry.path(), copy.path().join(directory).join(entry.file_name())).expect("a copy");
            }
        }
    }
    copy
}

pub fn spoil(file: &Path, spoil: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(file).expect("a file of the catalogue");
    fs::write(file, spoil(text)).expect("a written file");
}
