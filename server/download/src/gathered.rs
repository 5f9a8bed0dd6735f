//! What came of it.

use refresh::read::Found;

/// What was got.
#[derive(Debug, Default)]
pub struct Gathered {
    /// What the files say.
    pub found: Vec<Found>,
    /// Files that are as they were the last time.
    pub unchanged: usize,
    /// Files that could not be got or read, a sentence each. What they speak of stays as it is.
    pub failures: Vec<String>,
}
