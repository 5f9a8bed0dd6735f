//! What was read of files, kept with the validators of the answers: a few dozen KB for hundreds of MB. A server that answers
//! "not modified" sends nothing, and what it would say is here.

use crate::client::Validators;
use refresh::read::{Found, READER};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A directory of what was read.
#[derive(Clone, Debug)]
pub struct Kept(PathBuf);

/// One file of it.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// Which version of the reader it is by: another may find something else in the same file.
    reader: u32,
    url: String,
    validators: Validators,
    found: Found,
}

impl Kept {
    /// In a directory, which is created when there is something to keep.
    pub fn in_directory(directory: &Path) -> Kept {
        Kept(directory.to_owned())
    }

    /// What was read from an address, with its validators. Whatever is no such file is as none.
    pub(crate) fn get(&self, name: &str, url: &str) -> Option<(Validators, Found)> {
        let entry: Entry = serde_json::from_slice(&fs::read(self.path(name)).ok()?).ok()?;
        (entry.reader == READER && entry.url == url).then_some((entry.validators, entry.found))
    }

    /// Keeps what was read, in the place of what there was under the name.
    pub(crate) fn put(&self, name: &str, url: &str, validators: Validators, found: &Found) -> std::io::Result<()> {
        let entry = Entry { reader: READER, url: url.to_owned(), validators, found: found.clone() };
        let bytes = serde_json::to_vec(&entry)?;
        fs::create_dir_all(&self.0)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        file.write_all(&bytes)?;
        file.persist(self.path(name))?;
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' };
        self.0.join(format!("{}.read", name.chars().map(plain).collect::<String>().trim_start_matches('.')))
    }
}
