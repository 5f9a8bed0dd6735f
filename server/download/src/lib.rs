//! AWS's price files, from a directory or over HTTP, read while they come.
//!
//! [`directory`] reads every file of a directory. [`address`] asks a server for what AWS's has: the index of regions, then each
//! region's price list. A file is never on the disk: what was read of it is (`kept`), with the validators of the answer, so
//! that the next run asks only for what has changed. A stream that breaks off goes on from where it was (`body`).
//!
//! Blocking, for a thread that may wait.

mod address;
mod answer;
mod body;
mod client;
mod directory;
mod error;
mod gathered;
mod index;
mod kept;
mod progress;
mod trust;

pub use address::{Regions, Wanted, address};
pub use client::{Client, Pace};
pub use directory::directory;
pub use error::DownloadError;
pub use gathered::Gathered;
pub use kept::Kept;
pub use progress::Progress;
