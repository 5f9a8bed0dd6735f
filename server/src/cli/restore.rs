//! `berth restore` and `berth check`: a backup in the place of the store, and whether a store is sound.

use crate::cli::open_store::must_exist;
use crate::cli::options::{Restore, StoreOptions};
use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::io::Write;
use store::Location;

/// Puts a backup in the place of the store.
pub async fn restore(options: Restore) -> Result<()> {
    let (from, to) = (options.file, options.store.store);
    let restored = store::restore(&from, &to).await?;
    let mut said = format!("{} is now the store {to}: {}.", from.display(), restored.holds);
    if let Some(kept) = restored.kept {
        let _ = write!(said, " What was there before is kept as {}.", kept.display());
    }
    writeln!(std::io::stdout(), "{said} Start Berth again.")?;
    Ok(())
}

/// Looks the store through.
pub async fn check(options: StoreOptions) -> Result<()> {
    let store = options.store;
    must_exist(&store, "to check")?;
    let checked = store::check(&store).await?;
    if checked.problems.is_empty() {
        writeln!(std::io::stdout(), "{store} is sound: {}.", checked.holds)?;
        return Ok(());
    }
    let problems = checked.problems.join("\n");
    if let Location::Postgres(_) = store {
        bail!(
            "{problems}\nThe store {store} is not sound. Put its newest dump into an empty database with pg_restore, run \
             `berth check` on that, and name it with --store."
        );
    }
    bail!(
        "{problems}\nThe store {store} is not sound. Stop Berth and run `berth restore BACKUP --store {store}` with the \
         newest backup for which `berth check --store BACKUP` finds nothing; what is there now is kept under another name."
    )
}
