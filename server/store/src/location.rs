//! Where a store is.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a store is, as `--store` names it: the path of a SQLite file. The one type that another database's
/// addresses have to fit in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location(PathBuf);

impl Location {
    /// As the path of a file.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether there is something to open: opening a file that is not there creates it.
    pub fn exists(&self) -> bool {
        self.0.exists()
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.display().fmt(f)
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Location {
        Location(path.to_owned())
    }
}

impl From<OsString> for Location {
    fn from(text: OsString) -> Location {
        Location(text.into())
    }
}
