//! The store's traits, each method by the one of the same name on the type.

use super::file::SqliteStore;
use super::saves::SqliteSaves;
use crate::catalog::{CatalogRef, CurrentCatalog, Loaded, Progress, Summary};
use crate::edition::Edition;
use crate::error::{BackupError, StoreError};
use crate::ready::NotReady;
use crate::room_id::RoomId;
use crate::rooms::{Append, Closing, Code, NewRoom, RecordOf, RoomError, StoredRoom};
use crate::saved::{Content, Deletion, Id, Opened, SaveError, Saved, Saving, Settings, Swept, Token};
use crate::traits::{Backup, Changes, EditionStore, RoomStore, SavedStore, Store};
use async_trait::async_trait;
use catalog_files::{Figures, Version};
use model::catalog::edition::EditionHash;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[async_trait]
impl EditionStore for SqliteStore {
    async fn load(&self, figures: &Figures, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Loaded, StoreError> {
        SqliteStore::load(self, figures, progress).await
    }

    async fn load_again(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), StoreError> {
        SqliteStore::load_again(self, figures, progress).await
    }

    async fn version(&self) -> Result<Option<Version>, StoreError> {
        SqliteStore::version(self).await
    }

    async fn current_name(&self) -> Result<CatalogRef, StoreError> {
        SqliteStore::current_name(self).await
    }

    async fn current(&self) -> Result<CurrentCatalog, StoreError> {
        SqliteStore::current(self).await
    }

    async fn edition(&self, hash: EditionHash) -> Result<Option<Edition>, StoreError> {
        SqliteStore::edition(self, hash).await
    }

    async fn summary(&self) -> Result<Summary, StoreError> {
        SqliteStore::summary(self).await
    }
}

#[async_trait]
impl SavedStore for SqliteSaves {
    async fn save(&self, content: Content) -> Result<Saving, SaveError> {
        SqliteSaves::save(self, content).await
    }

    async fn open(&self, id: Id) -> Result<Opened, StoreError> {
        SqliteSaves::open(self, id).await
    }

    async fn delete(&self, id: Id, token: Token) -> Result<Deletion, SaveError> {
        SqliteSaves::delete(self, id, token).await
    }

    async fn newest(&self, text: &str, most: u32) -> Result<Vec<Saved>, StoreError> {
        self.store.newest(text, most).await
    }

    async fn remove(&self, id: Id) -> Result<bool, SaveError> {
        SqliteSaves::remove(self, id).await
    }

    async fn sweep(&self) -> Result<Swept, SaveError> {
        SqliteSaves::sweep(self).await
    }

    async fn admit(&self, _: &str, _: Duration, _: Duration) -> Result<Option<Duration>, StoreError> {
        Ok(None)
    }

    fn rooms(&self) -> Arc<dyn RoomStore> {
        Arc::new(self.clone())
    }

    fn waiting(&self) -> Option<usize> {
        SqliteSaves::waiting(self)
    }

    async fn not_ready(&self) -> Vec<NotReady> {
        SqliteSaves::not_ready(self).await
    }

    async fn stop(&self) {
        SqliteSaves::stop(self).await;
    }
}

#[async_trait]
impl RoomStore for SqliteSaves {
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

    async fn say(&self, _: RoomId, _: &str) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Backup for SqliteStore {
    async fn backup(&self, path: &Path) -> Result<(), BackupError> {
        SqliteStore::backup(self, path).await
    }
}

#[async_trait]
impl Store for SqliteStore {
    fn is_read_only(&self) -> bool {
        SqliteStore::is_read_only(self)
    }

    async fn bytes(&self) -> Option<u64> {
        SqliteStore::bytes(self)
    }

    fn start_saving(&self, settings: Settings) -> Arc<dyn SavedStore> {
        Arc::new(SqliteSaves::start(self, settings))
    }

    fn backup(&self) -> Option<&dyn Backup> {
        Some(self)
    }

    fn changes(&self) -> Option<Box<dyn Changes>> {
        None
    }

    async fn close(&self) {
        SqliteStore::close(self).await;
    }
}
