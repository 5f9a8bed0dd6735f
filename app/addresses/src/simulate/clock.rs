//! The unit of time: everything here is in milliseconds.

/// A second, in milliseconds.
pub const SECOND: u32 = 1_000;
