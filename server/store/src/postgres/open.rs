//! Opening the store, and bringing its schema up to date.

use super::database::PostgresStore;
use super::error::failed;
use super::migrations::MIGRATOR;
use crate::error::StoreError;
use crate::location::{Location, PostgresUrl};
use crate::migrations::not_run;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::io;
use std::time::Duration;
use tokio::time::timeout;

/// How long a connection may take to come about, or to become free.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that read, and as many that only open saved scenarios. The writer and whoever listens to other servers have one
/// more each.
const CONNECTIONS: u32 = 4;
const UNTESTED: u32 = 4;
/// Keeps two servers from migrating at the same time: `berth` as a number.
const MIGRATING: i64 = 0x0062_6572_7468;

impl PostgresStore {
    /// Opens the store of a database that is there, and runs the migrations that it lacks.
    pub async fn open(url: &PostgresUrl) -> Result<PostgresStore, StoreError> {
        let (location, options) = (Location::Postgres(url.clone()), options(url)?);
        // alone, since a pool would try for a while and not say why it failed
        let mut connection = connect(&options).await.map_err(|error| failed(&location, error))?;
        migrate(&location, &mut connection).await?;
        let _ = connection.close().await;
        Ok(PostgresStore::of(options, location))
    }

    /// The store of a database, which is not asked yet.
    pub(super) fn of(options: PgConnectOptions, location: Location) -> PostgresStore {
        let pool = pool_of(&options, CONNECTIONS);
        let untested = lasting(UNTESTED).test_before_acquire(false).connect_lazy_with(options.clone());
        PostgresStore { pool, untested, options, location }
    }
}

pub(super) fn options(url: &PostgresUrl) -> Result<PgConnectOptions, StoreError> {
    let options: Result<PgConnectOptions, _> = url.with_password().parse();
    let options = options.map_err(|error| StoreError::NotAnAddress { source: Box::new(error) })?;
    Ok(options.application_name("berth"))
}

/// At most so many connections, made when they are needed, each of which is asked whether it is still alive before it is used.
pub(super) fn pool_of(options: &PgConnectOptions, most: u32) -> PgPool {
    lasting(most).connect_lazy_with(options.clone())
}

fn lasting(most: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE)
}

/// A connection of its own.
pub(super) async fn connect(options: &PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    let late = |_| sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "no answer within 5 seconds"));
    timeout(PATIENCE, options.connect()).await.map_err(late)?
}

/// Brings the schema up to date, within one transaction: a process that ends half-way leaves the store at the version that
/// it had.
async fn migrate(location: &Location, connection: &mut PgConnection) -> Result<(), StoreError> {
    let failed = |error| failed(location, error);
    let mut transaction = connection.begin().await.map_err(failed)?;
    let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(MIGRATING);
    lock.execute(&mut *transaction).await.map_err(failed)?;
    if is_foreign(&mut transaction).await.map_err(failed)? {
        return Err(StoreError::OtherTables { store: location.clone() });
    }
    let run = MIGRATOR.run_direct(None, &mut *transaction, false).await;
    run.map_err(|error| not_run(location.clone(), &MIGRATOR, error, failed))?;
    transaction.commit().await.map_err(failed)
}

/// Whether the schema has tables, but none that Berth's migrations have left.
pub(super) async fn is_foreign(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT count(*) > 0 AND count(*) FILTER (WHERE tablename = '_sqlx_migrations') = 0
         FROM pg_tables WHERE schemaname = current_schema()",
    )
    .fetch_one(connection)
    .await
}
