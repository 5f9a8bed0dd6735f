//! `berth backup`: a copy of the store in one file, also while the site serves and saves.

use crate::cli::open_store::open_existing;
use crate::cli::options::Backup as Options;
use anyhow::{Context, Result, bail};
use model::units::grouped;
use std::io::Write;

/// Copies the store to a file that is not there yet.
pub async fn backup(options: Options) -> Result<()> {
    let (from, to) = (options.store.store, options.file);
    let store = open_existing(&from, "to copy").await?;
    let copied = match store.backup() {
        Some(copies) => copies.backup(&to).await,
        None => bail!(
            "{from} is a Postgres database, which has tools of its own. Copy it with `pg_dump --format=custom --file={} {from}`, \
             and put that into an empty database with `pg_restore --no-owner --dbname=ADDRESS {}`.",
            to.display(),
            to.display()
        ),
    };
    store.close().await;
    copied?;
    let size = to.metadata().with_context(|| format!("The backup {} cannot be read.", to.display()))?.len();
    writeln!(
        std::io::stdout(),
        "{from} copied to {to}, {} KB. To restore it, stop Berth and run `berth restore {to} --store {from}`.",
        grouped(size.div_ceil(1_024)),
        to = to.display()
    )?;
    Ok(())
}
