//! The networking modes side by side.

pub mod best;
