//! The store's traits, each method by the one of the same name on the type.

use super::database::PostgresStore;
use super::saves::PostgresSaves;
use crate::catalog::{CatalogRef, CurrentCatalog, Loaded, Progress, Summary};
use crate::change::Change;
use crate::edition::Edition;
use crate::error::StoreError;
use crate::ready::NotReady;
use crate::room_id::RoomId;
use crate::rooms::{Append, Closing, Code, NewRoom, RecordOf, RoomError, StoredRoom};
use crate::saved::{Content, Deletion, Id, Opened, SaveError, Saved, Saving, Settings, Swept, Token};
use crate::traits::{Backup, Changes, EditionStore, RoomStore, SavedStore, Store};
use async_trait::async_trait;
use catalog_files::{Figures, Version};
use model::catalog::edition::EditionHash;
use std::sync::Arc;
use std::time::Duration;

#[async_trait]
impl EditionStore for PostgresStore {
    async fn load(&self, figures: &Figures, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Loaded, StoreError> {
        PostgresStore::load(self, figures, progress).await
    }

    async fn load_again(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), StoreError> {
        PostgresStore::load_again(self, figures, progress).await
    }

    async fn version(&self) -> Result<Option<Version>, StoreError> {
        PostgresStore::version(self).await
    }

    async fn current_name(&self) -> Result<CatalogRef, StoreError> {
        PostgresStore::current_name(self).await
    }

    async fn current(&self) -> Result<CurrentCatalog, StoreError> {
        PostgresStore::current(self).await
    }

    async fn edition(&self, hash: EditionHash) -> Result<Option<Edition>, StoreError> {
        PostgresStore::edition(self, hash).await
    }

    async fn summary(&self) -> Result<Summary, StoreError> {
        PostgresStore::summary(self).await
    }
}

#[async_trait]
impl SavedStore for PostgresSaves {
    async fn save(&self, content: Content) -> Result<Saving, SaveError> {
        self.queue.save(content).await
    }

    async fn open(&self, id: Id) -> Result<Opened, StoreError> {
        self.store.saved(id).await
    }

    async fn delete(&self, id: Id, token: Token) -> Result<Deletion, SaveError> {
        self.queue.delete(id, token).await
    }

    async fn newest(&self, text: &str, most: u32) -> Result<Vec<Saved>, StoreError> {
        self.store.newest(text, most).await
    }

    async fn remove(&self, id: Id) -> Result<bool, SaveError> {
        self.queue.remove(id).await
    }

    async fn sweep(&self) -> Result<Swept, SaveError> {
        self.store.sweep_pace().await.map_err(|error| SaveError::Store(Arc::new(error)))?;
        self.queue.sweep().await
    }

    async fn admit(&self, who: &str, share: Duration, ahead: Duration) -> Result<Option<Duration>, StoreError> {
        self.store.admit(who, share, ahead).await
    }

    fn rooms(&self) -> Arc<dyn RoomStore> {
        Arc::new(self.clone())
    }

    fn waiting(&self) -> Option<usize> {
        self.queue.waiting()
    }

    async fn not_ready(&self) -> Vec<NotReady> {
        PostgresSaves::not_ready(self).await
    }

    async fn stop(&self) {
        self.queue.stop().await;
    }
}

#[async_trait]
impl RoomStore for PostgresSaves {
    async fn open(&self, room: NewRoom) -> Result<(), RoomError> {
        self.queue.open_room(room).await
    }

    async fn append(&self, append: Append) -> Result<(), RoomError> {
        self.queue.append(append).await
    }

    async fn close(&self, closing: Closing) -> Result<Saving, RoomError> {
        self.queue.close_room(closing).await
    }

    async fn read(&self, room: RoomId, from: u64) -> Result<Option<StoredRoom>, StoreError> {
        self.store.room(room, from).await
    }

    async fn by_code(&self, code: Code) -> Result<Option<RoomId>, StoreError> {
        self.store.room_by_code(code).await
    }

    async fn record_of(&self, record: Id, room: Option<RoomId>) -> Result<RecordOf, StoreError> {
        self.store.record_of(record, room).await
    }

    async fn count(&self) -> Result<u64, StoreError> {
        self.store.open_rooms().await
    }

    async fn say(&self, room: RoomId, note: &str) -> Result<(), StoreError> {
        self.store.notify(&Change::said(room, note)).await.map_err(|error| self.store.failed(error))
    }
}

#[async_trait]
impl Store for PostgresStore {
    fn is_read_only(&self) -> bool {
        false
    }

    async fn bytes(&self) -> Option<u64> {
        PostgresStore::bytes(self).await
    }

    fn start_saving(&self, settings: Settings) -> Arc<dyn SavedStore> {
        Arc::new(PostgresSaves::start(self, settings))
    }

    fn backup(&self) -> Option<&dyn Backup> {
        None
    }

    fn changes(&self) -> Option<Box<dyn Changes>> {
        Some(Box::new(self.listen()))
    }

    async fn close(&self) {
        PostgresStore::close(self).await;
    }
}
