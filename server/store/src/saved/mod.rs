//! Saved scenarios: what a short link opens, with the same figures for everyone, for ever.
//!
//! # Map
//!
//! - [`Content`] is what somebody saves; its [`Id`] is worked out from it alone.
//! - [`Saves`] takes what is to be saved or deleted. All of it goes through one writer, which commits
//!   what has come together in one go and answers when it is safe on the disk.
//! - [`Store::saved`](crate::sqlite::Store::saved) opens one again, beside the writer.
//!
//! A row is never changed, and the catalogue that it refers to stays in the store as long as it does:
//! [`Store::catalog_of`](crate::sqlite::Store::catalog_of) loads that catalogue, current or not.

mod base62;
mod content;
mod error;
mod id;
mod read;
mod rows;
mod saves;
mod token;
mod writer;

pub use content::{Content, MAX_DECIDED_BYTES, MAX_NOTE, MAX_QUERY_BYTES, MAX_TITLE};
pub use error::SaveError;
pub use id::{Id, IdError};
pub use read::{Opened, Saved};
pub use saves::{Deletion, Saves, Saving, Settings, Swept};
pub use token::{Token, TokenError};

/// Seconds since 1970-01-01 UTC; 0 for a clock before that.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}
