//! Following what other servers do that share the store.

use super::service::Service;
use store::Change;

/// Follows them for ever; at once over where none can share it.
pub async fn follow(service: Service) {
    let Some(mut changes) = service.store().changes() else { return };
    loop {
        match changes.next().await {
            Change::Catalog => look(&service).await,
            Change::Room { id, events } => service.rooms().into_iter().for_each(|rooms| rooms.told(id, events)),
            Change::Said { room, note } => service.rooms().into_iter().for_each(|rooms| rooms.said(room, &note)),
            Change::Missed => {
                service.rooms().into_iter().for_each(|rooms| rooms.missed());
                look(&service).await;
            }
        }
    }
}

/// Reads a newer catalogue. Where that fails, it is looked for again before long.
async fn look(service: &Service) {
    if let Err(error) = service.refresh().await {
        tracing::warn!("could not check for a newer catalogue: {error}");
    }
}
