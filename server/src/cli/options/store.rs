//! Where the store is, and what is done to all of it.

use clap::Args;
use std::path::PathBuf;
use store::Location;

/// Where the store is.
#[derive(Args, Clone)]
pub struct StoreOptions {
    /// A SQLite file, created if missing, in a directory that exists; or the address of a Postgres database, which several
    /// servers may share: postgres://user@host/database, with the password in $PGPASSWORD or in it.
    #[arg(long, env = "BERTH_STORE", hide_env_values = true, default_value = "berth.db")]
    pub store: Location,
}

#[derive(Args)]
pub struct Backup {
    /// The file to write, which must not exist yet.
    pub file: PathBuf,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Restore {
    /// The backup, which is copied.
    pub file: PathBuf,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Migrate {
    /// The SQLite file, such as sqlite:berth.db.
    #[arg(long)]
    pub from: Location,
    /// The database, such as postgres://berth@db.example/berth, with the password in $PGPASSWORD or in it.
    #[arg(long)]
    pub to: Location,
}
