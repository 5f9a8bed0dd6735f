//! Saved scenarios as text: a row each, or all that is kept of one.

use crate::json::moment::rfc3339;
use app::date::date;
use model::summary::decided::Decided;
use model::text::unturned;
use model::units::grouped;
use std::fmt::Write;
use store::saved::Saved;

/// A row each; `most` were asked for.
pub fn list(found: &[Saved], most: u32) -> String {
    if found.is_empty() {
        return "No saved scenario was found.\n".into();
    }
    let mut out = format!("{:<13}{:<22}{:<12}{}\n", "id", "saved", "expires", "title");
    for saved in found {
        let _ = writeln!(
            out,
            "{:<13}{:<22}{:<12}{}",
            saved.id.to_string(),
            rfc3339(saved.created_at),
            saved.expires_at.map_or("never".into(), date),
            unturned(&saved.content.title)
        );
    }
    if u32::try_from(found.len()) == Ok(most) {
        let _ = writeln!(out, "\nThe newest {}; --rows shows more, --find looks for a text.", grouped(most.into()));
    }
    out
}

/// All that is kept of one.
pub fn one(saved: &Saved) -> String {
    let content = &saved.content;
    let mut out = format!("{}\n", named(saved));
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "  {:<12}{value}", format!("{name}:"));
    };
    line("link", &format!("/s/{}", saved.id));
    line("saved", &rfc3339(saved.created_at));
    line("expires", &saved.expires_at.map_or("never".into(), rfc3339));
    if let Some(room) = content.room {
        line("meeting", &format!("/r/{room}, which goes with it"));
    }
    if let Some(parent) = content.parent {
        line("made from", &format!("/s/{parent}"));
    }
    line("catalogue", &content.edition.version.to_string());
    if let Some(decided) = Decided::from_text(&content.decided) {
        line("decided", &decided.headline);
    }
    line("scenario", &content.query);
    // an indent on every line: what somebody has written is never taken for one of ours
    unturned(&content.note).lines().for_each(|text| line("note", text));
    out
}

/// An id with its title.
pub fn named(saved: &Saved) -> String {
    match unturned(&saved.content.title).as_str() {
        "" => format!("{} (without a title)", saved.id),
        title => format!("{} \u{201c}{title}\u{201d}", saved.id),
    }
}
