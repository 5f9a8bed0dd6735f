//! The time of day, for what is saved and what expires.

/// Seconds since 1970-01-01 UTC; 0 for a clock before that.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}
