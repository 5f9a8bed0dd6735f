//! Searches for fleets that requests start: how much work each does, and how many run at once.

use tokio::sync::{Semaphore, SemaphorePermit};

/// Work done where nothing is asked for: some tenths of a second.
pub const USUAL_WORK: u64 = 5_000_000;
/// The most that can be asked for.
pub const MOST_WORK: u64 = 20_000_000;

/// Searches at once; others wait their turn, so that pages stay quick.
static SEARCHES: Semaphore = Semaphore::const_new(2);

/// Waits for a turn, which ends when what is returned is dropped.
pub async fn turn() -> Option<SemaphorePermit<'static>> {
    SEARCHES.acquire().await.ok()
}
