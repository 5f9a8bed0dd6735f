//! `berth catalog refresh`: AWS's files into the store's catalogue, once or again and again.

mod figures;
mod gather;
mod outcome;
mod progress;

use crate::cli::open_store::{load, open_filled};
use crate::cli::options::{Every, Refresh};
use crate::wrong_input::WrongInput;
use ::refresh::changes::{Changes, refusals};
use ::refresh::edition::{refreshed, say_the_same};
use anyhow::Result;
use app::date::date;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use store::Store;

const HOUR: Duration = Duration::from_secs(3_600);

/// Refreshes, and stays where that is asked for.
pub async fn refresh(options: &Refresh) -> Result<()> {
    let Some(every) = options.watch else { return once(options).await };
    loop {
        let wait = match once(options).await {
            Ok(()) => every.period(),
            Err(error) => {
                tracing::error!("the prices were not refreshed: {error}");
                HOUR.min(every.period())
            }
        };
        tokio::time::sleep(wait).await;
    }
}

async fn once(options: &Refresh) -> Result<()> {
    let store = open_filled(&options.store.store).await?;
    let done = with_store(options, &*store).await;
    store.close().await;
    done
}

async fn with_store(options: &Refresh, store: &dyn Store) -> Result<()> {
    let (stored, base) = figures::of(store).await?;
    figures::check(&options.region, &base)?;
    let gathered = gather::gather(options, &base).await?;
    let newer = refreshed(&base, &gathered.found, &today(), &options.region);
    let changes = Changes::between(&stored, &newer.figures);
    outcome::say(&newer, &changes)?;
    let refused = refusals(&changes);
    if !refused.is_empty() && !options.accept_large_changes {
        return Err(WrongInput(outcome::refused(&refused, &gathered.failures)).into());
    }
    let version = &newer.figures.version;
    if say_the_same(&stored, &newer.figures) {
        outcome::line(&format!("The store keeps its catalogue {}: nothing has changed.", stored.version))?;
    } else if options.dry_run {
        outcome::line(&format!(
            "Catalogue {version} would take the place of {}. Nothing was changed.",
            stored.version
        ))?;
    } else {
        load(store, &newer.figures).await?;
        outcome::line(&format!(
            "Catalogue {version} loaded; it replaces {}. A running site shows it within a minute; saved links keep theirs.",
            stored.version
        ))?;
    }
    outcome::complete(&gathered.failures)
}

fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    date(i64::try_from(since.as_secs()).unwrap_or_default())
}

impl Every {
    fn period(self) -> Duration {
        match self {
            Every::Hourly => HOUR,
            Every::Daily => 24 * HOUR,
            Every::Weekly => 7 * 24 * HOUR,
        }
    }
}
