//! Every file of a directory, those of directories in it too; or a single file.

use crate::progress::{Progress, Told};
use refresh::read::{Found, Places, ReadError, read};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What the names of files that are read end with.
const ENDS: [&str; 5] = [".json", ".csv", ".json.gz", ".csv.gz", ".gz"];

/// Reads them in the order of their names. One that is wrong, or none at all: what is wrong with all of them.
pub fn directory(directory: &Path, places: &Places, tell: &mut dyn FnMut(Progress)) -> Result<Vec<Found>, Vec<String>> {
    let mut wrong = Vec::new();
    let mut paths = Vec::new();
    match directory.is_file() {
        true => paths.push(directory.to_owned()),
        false => list(directory, &mut paths, &mut wrong),
    }
    paths.sort_unstable();
    if paths.is_empty() && wrong.is_empty() {
        wrong.push(format!("{} holds no file whose name ends in {}", directory.display(), ENDS[..3].join(", ")));
    }
    let mut found = Vec::new();
    for path in &paths {
        let name = path.strip_prefix(directory).ok().filter(|inner| *inner != Path::new("")).unwrap_or(path);
        let name = name.display().to_string();
        match one(path, &name, places, tell) {
            Ok(Found::Index) => {}
            Ok(this) => found.push(this),
            Err(error) => wrong.push(error),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

fn one(path: &Path, name: &str, places: &Places, tell: &mut dyn FnMut(Progress)) -> Result<Found, String> {
    let cannot = |error: &std::io::Error| format!("{} cannot be read: {error}", path.display());
    let file = File::open(path).map_err(|error| cannot(&error))?;
    let of = file.metadata().ok().map(|metadata| metadata.len());
    let mut told = Told::new(file, name, of, tell);
    let found = read(name, &mut told, places);
    let bytes = told.done;
    match found {
        Ok(found) => {
            tell(Progress::Read { name, bytes });
            Ok(found)
        }
        Err(error) => {
            tell(Progress::Failed { name });
            Err(match error {
                ReadError::Stream(error) => cannot(&error),
                ReadError::Wrong(error) => error.to_string(),
            })
        }
    }
}

fn list(directory: &Path, paths: &mut Vec<PathBuf>, wrong: &mut Vec<String>) {
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => return wrong.push(format!("{} cannot be read: {error}", directory.display())),
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            list(&path, paths, wrong);
        } else if ENDS.iter().any(|end| name.ends_with(end)) {
            paths.push(path);
        }
    }
}
