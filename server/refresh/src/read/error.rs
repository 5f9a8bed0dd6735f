//! Why a file cannot be used: it could not be read to its end, or it is not what it should be.

use catalog_files::{CatalogError, Problem, Problems};
use std::io::{self, BufRead, Read};

/// Why a file gives no figures.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The stream broke off or failed: another try may do.
    #[error("{0}")]
    Stream(#[from] io::Error),
    /// What came is wrong, every problem a sentence.
    #[error("{0}")]
    Wrong(#[from] CatalogError),
}

/// How much of a file that is none of AWS's is shown.
const SHOWN: u64 = 120;

pub(super) fn empty(name: &str) -> ReadError {
    wrong(name, None, "is empty")
}

/// A page of HTML, or the XML with which S3 says no.
pub(super) fn markup(name: &str, input: impl BufRead) -> ReadError {
    let mut start = Vec::new();
    if let Err(error) = input.take(SHOWN).read_to_end(&mut start) {
        return error.into();
    }
    let start = String::from_utf8_lossy(&start).split_whitespace().collect::<Vec<_>>().join(" ");
    if start.contains("NoSuchKey") {
        return wrong(name, None, "is AWS's answer that there is no such file (NoSuchKey), not a price file");
    }
    wrong(name, None, &format!("is a page of HTML or XML, not a price file; it begins with {start}"))
}

/// An error of the JSON parser. Where a file ends too early, that is the news; the line helps with all others.
pub(super) fn of_json(name: &str, error: serde_json::Error) -> ReadError {
    match error.classify() {
        serde_json::error::Category::Io => ReadError::Stream(error.into()),
        serde_json::error::Category::Eof => {
            wrong(name, Some(error.line() as u64), "the file ends in the middle: it is truncated. Download it again")
        }
        serde_json::error::Category::Syntax => wrong(name, Some(error.line() as u64), &format!("is not JSON: {error}")),
        serde_json::error::Category::Data => {
            wrong(name, Some(error.line() as u64), &format!("is not what AWS documents: {error}"))
        }
    }
}

/// One problem.
pub(super) fn wrong(name: &str, line: Option<u64>, what: &str) -> ReadError {
    let problems = Problems::default();
    problems.add(Problem { file: name.to_owned(), line, field: None, value: None, what: what.to_owned() });
    match problems.into_result(()) {
        Err(error) => error.into(),
        Ok(()) => unreachable!("a problem was added"),
    }
}
