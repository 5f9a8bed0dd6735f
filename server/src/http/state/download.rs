//! What browsers fetch of the catalogue.

use super::service::Service;
use app::site::{Download, newest};
use std::sync::Arc;

impl Service {
    /// What is at an address. Where servers share a store, another one may have made the page that leads here, and have read
    /// a newer catalogue before this one has heard of it.
    pub async fn download(&self, path: &str) -> Option<Arc<Download>> {
        let found = newest().download(path);
        if found.is_some() || !self.is_shared() || !is_of_a_region(path) {
            return found;
        }
        if let Err(error) = self.refresh().await {
            tracing::warn!("could not check for a newer catalogue: {error}");
        }
        newest().download(path)
    }
}

/// Whether it begins as the addresses of a region's do: whoever makes up others asks no store.
fn is_of_a_region(path: &str) -> bool {
    let code = path.strip_prefix("/catalog/").and_then(|name| name.split('.').next());
    code.is_some_and(|code| newest().region(code).is_some())
}
