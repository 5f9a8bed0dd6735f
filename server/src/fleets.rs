//! Searches for fleets: a few at a time, off the threads that serve others.

use app::pages::fleet;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::summary::decided::{DecidedFleet, is_for_a_fleet};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Work done where nothing is asked for: some tenths of a second.
pub const USUAL_WORK: u64 = 5_000_000;
/// The most that can be asked for.
pub const MOST_WORK: u64 = 20_000_000;

/// Searches at once, of pages, saves and the API; others wait their turn, so that other pages stay quick.
static SEARCHES: Semaphore = Semaphore::const_new(2);

/// Does the work of a search when its turn comes; `None` where the program is about to stop.
pub async fn in_turn<T: Send + 'static>(search: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _turn = SEARCHES.acquire().await.ok()?;
    tokio::task::spawn_blocking(search).await.ok()
}

/// The fleet that a scenario is decided with, where it is for one.
pub async fn decided(catalog: Arc<Catalog>, scenario: &Scenario) -> Option<DecidedFleet> {
    if !is_for_a_fleet(scenario) {
        return None;
    }
    let scenario = scenario.clone();
    in_turn(move || fleet::decided(&catalog, &scenario)).await.flatten()
}
