//! Searches for fleets: a few at a time, off the threads that serve others; what was found is kept for the next who ask.

use app::pages::fleet::{FleetFound, search};
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::{DecidedFleet, DecidedFor, is_for_a_fleet};
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Work done where nothing is asked for, and for all that outlives a page: decisions and files. Some tenths of a second.
pub const USUAL_WORK: u64 = cluster::mixes::WORK;
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

/// A fleet that is looked for.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// Names the catalogue.
    pub edition: EditionHash,
    /// Of the scenario's region.
    pub catalog: &'a Arc<Catalog>,
    /// What was asked.
    pub scenario: &'a Scenario,
    /// About how much work to do.
    pub work: u64,
}

impl Search<'_> {
    /// What is found, or was. `None` where too many wait, and where the program is about to stop.
    pub async fn found(self) -> Option<Arc<FleetFound>> {
        self.with(true).await
    }

    async fn with(self, may_be_refused: bool) -> Option<Arc<FleetFound>> {
        let key = (self.edition, to_query(self.scenario), self.work);
        let guard = match KEPT.get_value_or_guard_async(&key).await {
            Ok(kept) => return Some(kept),
            Err(guard) => guard,
        };
        let _waiting = match may_be_refused {
            true => Some(may_wait()?),
            false => None,
        };
        let (catalog, scenario, work) = (self.catalog.clone(), self.scenario.clone(), self.work);
        let found = Arc::new(in_turn(move || search(&catalog, &scenario, work)).await?);
        // An error means that the entry was evicted meanwhile.
        let _ = guard.insert(found.clone());
        Some(found)
    }
}

fn usual<'a>(edition: EditionHash, catalog: &'a Arc<Catalog>, scenario: &'a Scenario) -> Search<'a> {
    Search { edition, catalog, scenario, work: USUAL_WORK }
}

/// The fleet of a scenario, as decisions keep it and files hold it. `None` where too many wait, and where the program is
/// about to stop.
pub async fn found(edition: EditionHash, catalog: &Arc<Catalog>, scenario: &Scenario) -> Option<Arc<FleetFound>> {
    usual(edition, catalog, scenario).found().await
}

/// The same for whoever can wait as long as it takes: `None` only where the program is about to stop.
pub async fn found_in_time(
    edition: EditionHash,
    catalog: &Arc<Catalog>,
    scenario: &Scenario,
) -> Option<Arc<FleetFound>> {
    usual(edition, catalog, scenario).with(false).await
}

/// The fleet that a scenario is decided with, where it is for one, or was said to be, and there is one.
pub async fn decided(
    edition: EditionHash,
    catalog: &Arc<Catalog>,
    scenario: &Scenario,
    decided_for: Option<DecidedFor>,
) -> Option<DecidedFleet> {
    match is_for_a_fleet(scenario) || decided_for == Some(DecidedFor::Fleet) {
        true => found(edition, catalog, scenario).await?.decided(),
        false => None,
    }
}
