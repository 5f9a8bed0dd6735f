//! AWS's files read: what is taken of each, and what a wrong one is answered with.

#[path = "../support/aws.rs"]
mod aws;
mod other_files;
mod price_list;
mod wrong_files;

use catalog_files::{Files, parse};
use refresh::read::{Found, Places, ReadError, read};
use std::sync::LazyLock;

/// The regions of the carried catalogue.
fn places() -> &'static Places {
    static PLACES: LazyLock<Places> =
        LazyLock::new(|| Places::of(&parse(&Files::embedded()).expect("the carried catalogue")));
    &PLACES
}

fn found(text: &str) -> Found {
    read("file", text.as_bytes(), places()).unwrap_or_else(|error| unreachable!("{error}"))
}

/// What is wrong with a file.
fn wrong(bytes: &[u8]) -> String {
    match read("us-east-1/index.json", bytes, places()) {
        Err(ReadError::Wrong(error)) => error.to_string(),
        other => unreachable!("{other:?}"),
    }
}
