//! What is wrong with a catalogue's files, all of it at once.

use std::cell::RefCell;
use std::fmt;

/// Most problems that one [`CatalogError`] lists; the rest are counted.
pub const MAX_PROBLEMS: usize = 50;
/// Most characters of a wrong value that are shown.
const MAX_VALUE: usize = 60;

/// One problem in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name within the catalogue: `prices/us-east-1.csv`.
    pub file: String,
    /// Line in the file, from 1; `None` where the file as a whole is meant.
    pub line: Option<u64>,
    /// Column or key; `None` where the line as a whole is meant.
    pub field: Option<String>,
    /// What is there, shortened; `None` where nothing is.
    pub value: Option<String>,
    /// What is wrong with it, and what is allowed.
    pub what: String,
}

/// The files are no valid catalogue. Lists every problem, one a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", listed(.problems, *.more))]
pub struct CatalogError {
    /// In the order of the files; never empty, at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// Problems beyond those listed.
    pub more: usize,
}

/// Collects problems while the files are read.
#[derive(Debug, Default)]
pub struct Problems {
    found: RefCell<Vec<Problem>>,
    more: RefCell<usize>,
}

impl Problems {
    /// Notes a problem.
    pub fn add(&self, mut problem: Problem) {
        problem.value = problem.value.map(shortened);
        let mut found = self.found.borrow_mut();
        if found.len() < MAX_PROBLEMS {
            found.push(problem);
        } else {
            *self.more.borrow_mut() += 1;
        }
    }

    /// Notes a problem with a file as a whole.
    pub fn file(&self, file: &str, what: impl Into<String>) {
        self.add(Problem { file: file.to_owned(), line: None, field: None, value: None, what: what.into() });
    }

    /// Notes a value that is wrong: `what` follows it in the sentence.
    pub fn value(&self, file: &str, field: &str, value: &str, what: &str) {
        let (field, value) = (Some(field.to_owned()), Some(value.to_owned()));
        self.add(Problem { file: file.to_owned(), line: None, field, value, what: what.to_owned() });
    }

    /// `value` where no problem was noted.
    pub fn into_result<T>(self, value: T) -> Result<T, CatalogError> {
        let (problems, more) = (self.found.into_inner(), self.more.into_inner());
        if problems.is_empty() { Ok(value) } else { Err(CatalogError { problems, more }) }
    }
}

impl fmt::Display for Problem {
    /// `prices/us-east-1.csv line 12: usd_per_hour "abc" is not a price ...`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        write!(f, ":")?;
        if let Some(field) = &self.field {
            write!(f, " {field}")?;
        }
        if let Some(value) = &self.value {
            write!(f, " \"{value}\"")?;
        }
        write!(f, " {}", self.what)
    }
}

fn listed(problems: &[Problem], more: usize) -> String {
    let mut lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}

fn shortened(value: String) -> String {
    if value.chars().count() <= MAX_VALUE {
        return value;
    }
    value.chars().take(MAX_VALUE).chain("...".chars()).collect()
}
