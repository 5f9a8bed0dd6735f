//! Copies a store from a SQLite file to an empty Postgres database: all of it in one transaction, or nothing.
//!
//! Every column goes over as text, so that one digest can be made of both sides: what was read from the file, and what is
//! read back from the database before the commit. Only if counts and digests agree, the database has a store.

mod digest;
mod error;
mod source;
mod tables;
mod target;

pub use error::MigrateError;

use crate::location::Location;
use source::Source;
use tables::TABLES;
use target::Target;

/// A table that was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// What its rows are, in the plural.
    pub what: &'static str,
    /// How many.
    pub rows: u64,
    /// SHA-256 of all of them, in hex: the same on both sides.
    pub digest: String,
}

/// Copies a store; tells of each table that is over. Meanwhile nobody can save to the file. An error leaves the database as
/// empty as it was, and the same can be tried again.
pub async fn migrate(
    from: &Location,
    to: &Location,
    progress: &mut (dyn FnMut(&Copied) + Send),
) -> Result<Vec<Copied>, MigrateError> {
    let (Location::File(file), Location::Postgres(url)) = (from, to) else {
        return Err(MigrateError::OtherDirection { from: from.clone(), to: to.clone() });
    };
    if !from.exists() {
        return Err(MigrateError::NoSource { store: from.clone() });
    }
    let mut source = Source::open(file).await?;
    let mut target = Target::open(url).await?;
    let mut all = Vec::with_capacity(TABLES.len());
    for table in &TABLES {
        let read = source.copy(table, &mut target).await?;
        let written = target.read_back(table).await?;
        if read != written {
            return Err(MigrateError::Differs { what: table.what, read: read.rows(), written: written.rows() });
        }
        let copied = Copied { what: table.what, rows: read.rows(), digest: read.hex() };
        progress(&copied);
        all.push(copied);
    }
    target.commit().await?;
    source.close().await;
    Ok(all)
}
