//! Catalogues of other days, a few of them in memory: a region each, as saved scenarios need them.

use model::catalog::Catalog;
use std::sync::Arc;
use store::{CatalogRef, Store, StoreError};
use tokio::sync::Mutex;

/// Most regions that are kept in memory, half a megabyte each.
const MOST: usize = 24;

/// Loads kept catalogues, each once while it is in use.
#[derive(Default)]
pub struct Kept {
    /// The one used last comes last. Locked while one is loaded: who wants the same waits for it, and old
    /// catalogues never take more than one connection of the store.
    loaded: Mutex<Vec<(CatalogRef, Arc<Catalog>)>>,
}

impl Kept {
    /// A region of a catalogue; `None` where the store does not hold it.
    pub async fn get(
        &self,
        store: &Store,
        name: &CatalogRef,
        region: &str,
    ) -> Result<Option<Arc<Catalog>>, StoreError> {
        let mut loaded = self.loaded.lock().await;
        let found = loaded.iter().position(|(kept, catalog)| kept == name && catalog.region.code == region);
        let entry = match found {
            Some(place) => loaded.remove(place),
            None => match store.catalog_of(name, region).await? {
                Some(catalog) => (name.clone(), Arc::new(catalog)),
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
