//! The statements of the writer, within one transaction.

use super::editions::delete_some_unused;
use super::opened::find;
use crate::saved::{Content, Deletion, Id, SaveError, Saving, Settings, Swept, Token, now};
use sqlx::{Sqlite, Transaction};

/// Most scenarios that one step of a sweep removes: a few milliseconds.
const SWEEP_STEP: u32 = 200;
/// Seconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// Requests that are committed together.
pub(super) struct Group<'a> {
    pub(super) transaction: Transaction<'a, Sqlite>,
    pub(super) settings: &'a Settings,
    pub(super) now: i64,
    /// Rows in `saved`, those of this group included.
    total: u64,
}

impl<'a> Group<'a> {
    pub(super) async fn begin(
        mut transaction: Transaction<'a, Sqlite>,
        settings: &'a Settings,
    ) -> Result<Group<'a>, sqlx::Error> {
        let total: i64 = sqlx::query_scalar("SELECT total FROM saved_total").fetch_one(&mut *transaction).await?;
        Ok(Group { transaction, settings, now: now(), total: total.unsigned_abs() })
    }

    pub(super) async fn commit(self) -> Result<(), sqlx::Error> {
        self.transaction.commit().await
    }

    /// Saves a content. The inner error refuses this one and leaves the rest of the group alone.
    pub(super) async fn save(&mut self, id: Id, content: &Content) -> Result<Result<Saving, SaveError>, sqlx::Error> {
        let Some(token) = Token::random() else { return Ok(Err(SaveError::NoRandomness)) };
        let is_full = self.total >= self.settings.most;
        // nearly always it is new, and this one statement does it
        if !is_full && self.insert(id, content, &token).await? {
            return Ok(Ok(Saving::Saved { id, token }));
        }
        match find(&mut self.transaction, id).await? {
            None if is_full => Ok(Err(SaveError::Full { most: self.settings.most })),
            None => Ok(Err(unknown_edition(content))),
            Some(expired) if expired.has_expired(self.now) => {
                self.remove(id).await?;
                let is_in = self.insert(id, content, &token).await?;
                Ok(if is_in { Ok(Saving::Saved { id, token }) } else { Err(unknown_edition(content)) })
            }
            Some(other) if !other.content.is_same(content) => Ok(Err(SaveError::Collision { id })),
            Some(same) => {
                self.keep_longer(id).await?;
                Ok(Ok(Saving::AlreadySaved { id, created_at: same.created_at }))
            }
        }
    }

    pub(super) async fn delete(&mut self, id: Id, token: &Token) -> Result<Deletion, sqlx::Error> {
        let stored: Option<Vec<u8>> = sqlx::query_scalar("SELECT token_hash FROM saved WHERE id = ?1")
            .bind(id.to_string())
            .fetch_optional(&mut *self.transaction)
            .await?;
        match stored {
            None => Ok(Deletion::NotFound),
            Some(stored) if !token.fits(&stored) => Ok(Deletion::WrongToken),
            Some(_) => {
                self.remove(id).await?;
                Ok(Deletion::Deleted)
            }
        }
    }

    /// Removes some of what has expired or, where nothing has, of the rooms that rest for too long or, where none does,
    /// of the editions that nothing needs.
    pub(super) async fn sweep(&mut self) -> Result<Swept, sqlx::Error> {
        let swept =
            sqlx::query("DELETE FROM saved WHERE rowid IN (SELECT rowid FROM saved WHERE expires_at <= ?1 LIMIT ?2)")
                .bind(self.now)
                .bind(SWEEP_STEP)
                .execute(&mut *self.transaction)
                .await?;
        let scenarios = swept.rows_affected();
        self.total = self.total.saturating_sub(scenarios);
        let rooms = if scenarios == 0 { self.sweep_rooms().await? } else { 0 };
        let editions = if scenarios + rooms == 0 { delete_some_unused(&mut self.transaction).await? } else { 0 };
        Ok(Swept { scenarios, editions, rooms })
    }

    /// Whether the content is in now. It is not where its id is taken or its edition is gone.
    async fn insert(&mut self, id: Id, content: &Content, token: &Token) -> Result<bool, sqlx::Error> {
        let inserted = sqlx::query(
            "INSERT INTO saved (id, query, title, note, parent, edition_id, model_version, decided, token_hash,
                 created_at, expires_at)
             SELECT ?1, ?2, ?3, ?4, ?5, id, ?6, ?7, ?8, ?9, ?10
             FROM edition WHERE hash = ?11 AND version = ?12
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(&content.query)
        .bind(&content.title)
        .bind(&content.note)
        .bind(content.parent.map(|parent| parent.to_string()))
        .bind(content.model_version)
        .bind(&content.decided)
        .bind(&token.hash()[..])
        .bind(self.now)
        .bind(self.expires_at())
        .bind(&content.edition.hash.0[..])
        .bind(content.edition.version.to_string())
        .execute(&mut *self.transaction)
        .await?;
        self.total += inserted.rows_affected();
        Ok(inserted.rows_affected() == 1)
    }

    /// Who saves again may count on the days that saving promises; days promised before are not taken back.
    async fn keep_longer(&mut self, id: Id) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE saved SET expires_at = ?2 WHERE id = ?1 AND (expires_at < ?2 OR ?2 IS NULL)")
            .bind(id.to_string())
            .bind(self.expires_at())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Whether there was one to remove.
    pub(super) async fn remove(&mut self, id: Id) -> Result<bool, sqlx::Error> {
        let removed =
            sqlx::query("DELETE FROM saved WHERE id = ?1").bind(id.to_string()).execute(&mut *self.transaction).await?;
        self.total = self.total.saturating_sub(removed.rows_affected());
        Ok(removed.rows_affected() > 0)
    }

    fn expires_at(&self) -> Option<i64> {
        self.settings.keep_days.map(|days| self.now + i64::from(days) * DAY)
    }
}

fn unknown_edition(content: &Content) -> SaveError {
    SaveError::UnknownEdition { version: content.edition.version.clone() }
}
