//! What the requests of one transaction come to.

use super::statements::{NewRow, Statements};
use super::task::{Answer, Done, Task};
use crate::saved::{Content, Deletion, Id, SaveError, Saving, Settings, Swept, Token, now};
use std::collections::{BTreeMap, HashMap};

/// Most scenarios that one step of a sweep removes: a few milliseconds.
const SWEEP_STEP: u32 = 200;
/// Seconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// Does tasks within a transaction, whose commit is the caller's; an answer for each, in their order.
pub(crate) async fn perform<S: Statements>(
    statements: &mut S,
    settings: &Settings,
    tasks: &[Task],
) -> Result<Vec<Answer>, sqlx::Error> {
    let saves = tasks.iter().any(|task| matches!(task, Task::Save { .. } | Task::CloseRoom { .. }));
    let total = if saves { statements.total().await? } else { 0 };
    let mut group = Group { statements, settings, now: now(), total };
    let mut new = group.save_new(tasks).await?;
    let mut done = Vec::with_capacity(tasks.len());
    for (at, task) in tasks.iter().enumerate() {
        done.push(match task {
            Task::Save { id, content } => match new.remove(&at) {
                Some(saving) => Ok(Done::Save(saving)),
                None => group.save(*id, content).await?.map(Done::Save),
            },
            Task::Delete { id, token } => Ok(Done::Delete(group.delete(*id, token).await?)),
            Task::Remove { id } => Ok(Done::Remove(group.remove(*id).await?)),
            Task::Sweep => Ok(Done::Sweep(group.sweep().await?)),
            Task::Nothing => Ok(Done::Nothing),
            Task::OpenRoom(room) => Ok(Done::Room(group.open_room(room).await?.map(|()| None))),
            Task::Append(append) => Ok(Done::Room(group.append(append).await?.map(|()| None))),
            Task::CloseRoom { id, closing } => Ok(Done::Room(group.close_room(*id, closing).await?.map(Some))),
        });
    }
    Ok(done)
}

/// Requests that are committed together.
pub(super) struct Group<'a, S> {
    pub(super) statements: &'a mut S,
    pub(super) settings: &'a Settings,
    pub(super) now: i64,
    /// Saved scenarios, those of this group included; counted only for a group that saves.
    total: u64,
}

impl<S: Statements> Group<'_, S> {
    /// Saves all that is new, which nearly everything is, in one go; what came of it, by the number of its task. The rest
    /// is for [`Group::save`] to look into.
    async fn save_new(&mut self, tasks: &[Task]) -> Result<HashMap<usize, Saving>, sqlx::Error> {
        // in the order of the ids: two servers that wait for each other's rows would wait for ever
        let mut first = BTreeMap::new();
        for (at, task) in tasks.iter().enumerate() {
            if let Task::Save { id, content } = task {
                first.entry(*id).or_insert((at, &**content));
            }
        }
        if self.total + first.len() as u64 > self.settings.most {
            return Ok(HashMap::new());
        }
        let drawn = |(id, (at, content))| Token::random().map(|token| (at, id, content, token));
        let drawn: Vec<_> = first.into_iter().filter_map(drawn).collect();
        let rows: Vec<_> = drawn.iter().map(|(_, id, content, token)| self.row(*id, content, token)).collect();
        let are_in = if rows.is_empty() { Vec::new() } else { self.insert(&rows).await? };
        let new = drawn.into_iter().zip(are_in).filter(|(_, is_in)| *is_in);
        Ok(new.map(|((at, id, _, token), _)| (at, Saving::Saved { id, token })).collect())
    }

    /// Saves a content. The inner error refuses this one and leaves the rest of the group alone.
    pub(super) async fn save(&mut self, id: Id, content: &Content) -> Result<Result<Saving, SaveError>, sqlx::Error> {
        let Some(token) = Token::random() else { return Ok(Err(SaveError::NoRandomness)) };
        let row = self.row(id, content, &token);
        let is_full = self.total >= self.settings.most;
        if !is_full && self.insert_one(&row).await? {
            return Ok(Ok(Saving::Saved { id, token }));
        }
        match self.statements.find(id).await? {
            None if self.settings.most == 0 => Ok(Err(SaveError::Off)),
            None if is_full => Ok(Err(SaveError::Full { most: self.settings.most })),
            None => Ok(Err(unknown_edition(content))),
            Some(expired) if expired.has_expired(self.now) => {
                self.remove(id).await?;
                let is_in = self.insert_one(&row).await?;
                Ok(if is_in { Ok(Saving::Saved { id, token }) } else { Err(unknown_edition(content)) })
            }
            Some(other) if !other.content.is_same(content) => Ok(Err(SaveError::Collision { id })),
            Some(same) => {
                // who saves again may count on the days that saving promises
                self.statements.keep_longer(id, self.expires_at()).await?;
                Ok(Ok(Saving::AlreadySaved { id, created_at: same.created_at }))
            }
        }
    }

    async fn delete(&mut self, id: Id, token: &Token) -> Result<Deletion, sqlx::Error> {
        match self.statements.token_hash(id).await? {
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
    async fn sweep(&mut self) -> Result<Swept, sqlx::Error> {
        let scenarios = self.statements.remove_expired(self.now, SWEEP_STEP).await?;
        self.total = self.total.saturating_sub(scenarios);
        let rooms = if scenarios == 0 { self.sweep_rooms().await? } else { 0 };
        let editions = if scenarios + rooms == 0 { self.statements.remove_unused_editions().await? } else { 0 };
        Ok(Swept { scenarios, editions, rooms })
    }

    async fn insert_one(&mut self, row: &NewRow<'_>) -> Result<bool, sqlx::Error> {
        Ok(self.insert(std::slice::from_ref(row)).await? == [true])
    }

    async fn insert(&mut self, rows: &[NewRow<'_>]) -> Result<Vec<bool>, sqlx::Error> {
        let are_in = self.statements.insert(rows).await?;
        self.total += are_in.iter().filter(|is_in| **is_in).count() as u64;
        Ok(are_in)
    }

    /// Whether there was one to remove.
    async fn remove(&mut self, id: Id) -> Result<bool, sqlx::Error> {
        let removed = self.statements.remove(id).await?;
        self.total = self.total.saturating_sub(removed);
        Ok(removed > 0)
    }

    fn row<'c>(&self, id: Id, content: &'c Content, token: &Token) -> NewRow<'c> {
        NewRow { id, content, token_hash: token.hash(), created_at: self.now, expires_at: self.expires_at() }
    }

    fn expires_at(&self) -> Option<i64> {
        self.settings.keep_days.map(|days| self.now + i64::from(days) * DAY)
    }
}

fn unknown_edition(content: &Content) -> SaveError {
    SaveError::UnknownEdition { version: content.edition.version.clone() }
}
