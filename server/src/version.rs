//! Which Berth this is.

/// Its version, and the revision of the source that it was built from: `0.1.0 (a318145c0f2e)`. Where nobody told the build, that is `unknown`.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("BERTH_BUILT_FROM"), ")");
