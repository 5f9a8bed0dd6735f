//! Searches for fleets: a few at a time, off the threads that serve others; what was found is kept for the next who ask.

use app::pages::fleet::{FleetFound, search};
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::{DecidedFleet, is_for_a_fleet};
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Work done where nothing is asked for, and for all that outlives a page: decisions and files. Some tenths of a second.
pub const USUAL_WORK: u64 = 5_000_000;
/// The most that can be asked for.
pub const MOST_WORK: u64 = 20_000_000;

/// Fleets that are kept, some tens of kilobytes each.
const MOST_KEPT: usize = 200;

/// Searches at once, of pages, saves and the API; others wait their turn, so that other pages stay quick.
static SEARCHES: Semaphore = Semaphore::const_new(2);

/// Requests that may wait for their turn.
static WAITING: Semaphore = Semaphore::const_new(32);

/// By the edition of the catalogue, the scenario's link and the work.
static KEPT: LazyLock<Cache<(EditionHash, String, u64), Arc<FleetFound>>> = LazyLock::new(|| Cache::new(MOST_KEPT));

/// Does the work of a search when its turn comes; `None` where the program is about to stop.
pub async fn in_turn<T: Send + 'static>(search: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _turn = SEARCHES.acquire().await.ok()?;
    tokio::task::spawn_blocking(search).await.ok()
}

/// Lets a request wait for its turn; `None` where too many wait.
pub fn may_wait() -> Option<tokio::sync::SemaphorePermit<'static>> {
    WAITING.try_acquire().ok()
}

/// The fleet of a scenario, as decisions keep it and files hold it. `None` where too many wait, and where the program is
/// about to stop.
pub async fn found(edition: EditionHash, catalog: &Arc<Catalog>, scenario: &Scenario) -> Option<Arc<FleetFound>> {
    found_with(USUAL_WORK, edition, catalog, scenario).await
}

/// The same with another amount of work.
pub async fn found_with(
    work: u64,
    edition: EditionHash,
    catalog: &Arc<Catalog>,
    scenario: &Scenario,
) -> Option<Arc<FleetFound>> {
    let key = (edition, to_query(scenario), work);
    let guard = match KEPT.get_value_or_guard_async(&key).await {
        Ok(kept) => return Some(kept),
        Err(guard) => guard,
    };
    let _waiting = may_wait()?;
    let (catalog, scenario) = (catalog.clone(), scenario.clone());
    let found = Arc::new(in_turn(move || search(&catalog, &scenario, work)).await?);
    // An error means that the entry was evicted meanwhile.
    let _ = guard.insert(found.clone());
    Some(found)
}

/// The fleet that a scenario is decided with, where it is for one and there is one.
pub async fn decided(edition: EditionHash, catalog: &Arc<Catalog>, scenario: &Scenario) -> Option<DecidedFleet> {
    match is_for_a_fleet(scenario) {
        true => found(edition, catalog, scenario).await?.decided(),
        false => None,
    }
}
