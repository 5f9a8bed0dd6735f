//! Editions of other days, a few of them in memory, as saved scenarios need them.

use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use quick_cache::sync::Cache;
use std::sync::Arc;
use store::{Edition, EditionStore, StoreError};
use tokio::sync::Semaphore;

/// Most editions that are kept in memory, half a megabyte each.
const MOST: usize = 24;

/// Loads kept editions, each once while it is in use.
pub struct Kept {
    /// Requests for one that is being loaded wait for it.
    loaded: Cache<EditionHash, Arc<Catalog>>,
    /// Old editions never take more than one connection of the store.
    loading: Semaphore,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { loaded: Cache::new(MOST), loading: Semaphore::new(1) }
    }
}

impl Kept {
    /// The catalogue of an edition; `None` where the store does not hold it. Tables that are equal to those of
    /// `current` are shared with it.
    pub async fn get<S: EditionStore + ?Sized>(
        &self,
        store: &S,
        hash: EditionHash,
        current: Option<&Catalog>,
    ) -> Result<Option<Arc<Catalog>>, StoreError> {
        let guard = match self.loaded.get_value_or_guard_async(&hash).await {
            Ok(catalog) => return Ok(Some(catalog)),
            Err(guard) => guard,
        };
        let _turn = self.loading.acquire().await;
        let Some(Edition { mut catalog, .. }) = store.edition(hash).await? else { return Ok(None) };
        current.into_iter().for_each(|current| catalog.share(current));
        let catalog = Arc::new(catalog);
        // An error means that the entry was evicted meanwhile; then it is loaded again on the next request.
        let _ = guard.insert(catalog.clone());
        Ok(Some(catalog))
    }
}
