//! `berth migrate`: a store in a file over to an empty database.

use crate::cli::options::Migrate;
use anyhow::Result;
use model::units::grouped;
use std::io::Write;
use store::{Copied, migrate as copy};

/// Copies the store, and says of each table how many rows went over.
pub async fn migrate(options: Migrate) -> Result<()> {
    let (from, to) = (options.from, options.to);
    let mut err = std::io::stderr();
    // progress is a courtesy: if nobody can read it, the copy goes on
    let mut tell = |copied: &Copied| {
        let digest = copied.digest.get(..12).unwrap_or_default();
        let _ = writeln!(err, "{} {}, SHA-256 {digest} on both sides", grouped(copied.rows), copied.what);
    };
    let copied = copy(&from, &to, &mut tell).await?;
    let rows: u64 = copied.iter().map(|copied| copied.rows).sum();
    writeln!(
        std::io::stdout(),
        "All of {from} is in {to} now: {} rows, counts and hashes are the same on both sides. Start Berth with --store {to}; \
         what is saved to {from} from now on stays there.",
        grouped(rows)
    )?;
    Ok(())
}
