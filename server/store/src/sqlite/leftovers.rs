//! What a killed backup or restore has left behind, which nobody else takes away.

use std::path::Path;
use std::time::Duration;

/// Older than this, nobody works on it any more: whoever does writes to it.
const OLD: Duration = Duration::from_secs(60 * 60);

/// Removes files of this prefix that nobody has written to for long. What cannot be removed stays: it is in nobody's way.
pub(super) fn sweep(directory: &Path, prefix: &str) {
    for entry in directory.read_dir().into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(prefix);
        let age = entry.metadata().and_then(|file| file.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > OLD) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
