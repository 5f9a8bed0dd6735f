//! What is said in the end: what has changed on standard output; what was refused or failed as the command's error.

use ::refresh::changes::{Changes, MOST_PERCENT, MOVED_PERCENT, report};
use ::refresh::edition::Refreshed;
use anyhow::{Result, anyhow};
use std::io::Write;

/// Prints a line.
pub fn line(text: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}

/// Prints what has changed, and what was seen on the way.
pub fn say(newer: &Refreshed, changes: &Changes) -> Result<()> {
    for text in report(changes) {
        line(&text)?;
    }
    for remark in &newer.remarks {
        line(&format!("note: {remark}"))?;
    }
    Ok(())
}

/// Why nothing goes live, and what to do.
pub fn refused(refusals: &[String], failures: &[String]) -> Vec<String> {
    let first = format!(
        "Refused, and nothing was changed: more than {MOST_PERCENT} % of a region's figures would be gone or move by {MOVED_PERCENT} % or more."
    );
    let advice = "Look at the files: is a region's list cut down to some types, or of something else? If AWS did change so much, run the same command again with --accept-large-changes; with --region the other regions can be refreshed without these.";
    [&[first], refusals, failures, &[advice.to_owned()]].concat()
}

/// An error where files failed: what the others say has been taken.
pub fn complete(failures: &[String]) -> Result<()> {
    if failures.is_empty() {
        return Ok(());
    }
    let last = "What these speak of stays as it was; what could be read is in the catalogue.".to_owned();
    Err(anyhow!([failures, &[last]].concat().join("\n")))
}
