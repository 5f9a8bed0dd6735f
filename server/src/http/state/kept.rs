//! Editions of other days, a few of them in memory, as saved scenarios need them.

use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use std::sync::Arc;
use store::{Edition, EditionStore, StoreError};
use tokio::sync::Mutex;

/// Most editions that are kept in memory, half a megabyte each.
const MOST: usize = 24;

/// Loads kept editions, each once while it is in use.
#[derive(Default)]
pub struct Kept {
    /// The one used last comes last. Locked while one is loaded: who wants the same waits for it, and old
    /// editions never take more than one connection of the store.
    loaded: Mutex<Vec<(EditionHash, Arc<Catalog>)>>,
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
        let mut loaded = self.loaded.lock().await;
        let entry = match loaded.iter().position(|(kept, _)| *kept == hash) {
            Some(at) => loaded.remove(at),
            None => match store.edition(hash).await? {
                Some(Edition { mut catalog, .. }) => {
                    current.into_iter().for_each(|current| catalog.share(current));
                    (hash, Arc::new(catalog))
                }
                None => return Ok(None),
            },
        };
        let catalog = entry.1.clone();
        loaded.push(entry);
        if loaded.len() > MOST {
            loaded.remove(0);
        }
        Ok(Some(catalog))
    }
}
