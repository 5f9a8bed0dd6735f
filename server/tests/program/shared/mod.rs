//! Berth on a real Postgres: several servers on one store, and the commands. Says so where there is no Postgres.

mod commands;
mod passwords;
mod rooms;
mod servers;

use crate::support::postgres_server::{Database, server};
use crate::support::{Said, Site, berth, run};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// The name of a database that holds the carried catalogue: copying it is quicker than loading that again.
static FILLED: LazyLock<Option<String>> = LazyLock::new(|| {
    let database = server()?.database();
    let said = run(["catalog", "import", "--store", &database.url], b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
    Some(database.name)
});

/// A store in a database of its own, with the carried catalogue; `None` where there is no Postgres.
fn filled() -> Option<Database> {
    Some(server()?.copy_of(FILLED.as_deref()?))
}

/// Another server on a store.
fn site(database: &Database) -> Site {
    Site::start_on(Path::new(&database.url))
}

/// Runs a command of Berth on a store.
fn command(arguments: &[&str], database: &Database) -> Said {
    let store = ["--store", database.url.as_str()];
    run(arguments.iter().chain(&store), b"")
}

/// One that is not run yet.
fn to_run(arguments: &[&str], database: &Database) -> Command {
    let mut command = berth();
    command.args(arguments).args(["--store", &database.url]);
    command
}
