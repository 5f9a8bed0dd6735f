//! Saved scenarios as the store has them, for its operator: no figures are worked out anew.

use crate::json::moment::rfc3339;
use model::summary::decided::Decided;
use serde::Serialize;
use store::saved::Saved;

/// A saved scenario as it is kept.
#[derive(Serialize)]
struct SavedRow<'a> {
    id: String,
    /// Its page, below the site's address.
    path: String,
    title: &'a str,
    note: &'a str,
    /// UTC.
    created_at: String,
    /// UTC; none: it stays.
    expires_at: Option<String>,
    /// The page of the meeting that it is the record of, which goes with it.
    meeting: Option<String>,
    /// The id of the one that it was made from.
    parent: Option<String>,
    catalog_version: String,
    model_version: u32,
    /// The sentence that says what was decided; none where a later Berth has written it.
    headline: Option<String>,
    /// The scenario as the query string of a link.
    query: &'a str,
}

/// As a JSON array.
pub fn list(found: &[Saved]) -> serde_json::Result<String> {
    let rows: Vec<SavedRow<'_>> = found.iter().map(row).collect();
    Ok(serde_json::to_string_pretty(&rows)? + "\n")
}

fn row(saved: &Saved) -> SavedRow<'_> {
    let content = &saved.content;
    SavedRow {
        id: saved.id.to_string(),
        path: format!("/s/{}", saved.id),
        title: &content.title,
        note: &content.note,
        created_at: rfc3339(saved.created_at),
        expires_at: saved.expires_at.map(rfc3339),
        meeting: content.room.map(|room| format!("/r/{room}")),
        parent: content.parent.map(|parent| parent.to_string()),
        catalog_version: content.edition.version.to_string(),
        model_version: content.model_version,
        headline: Decided::from_text(&content.decided).map(|decided| decided.headline),
        query: &content.query,
    }
}
