//! A saved scenario as its page needs it. The server opens and saves; a page finds what came of it in its
//! context, as a [`SavedOutcome`].
//!
//! Addresses: `GET /s/<id>` opens, `POST /s` saves what the planner's form holds besides the fields `title`,
//! `note` and `parent` and leads to the link, and `POST /s/<id>/delete` deletes for whoever has the `token`. The page of each
//! shows the outcome; status and headers are the server's.

use crate::view::page_view::View;
use export::Meeting;
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use model::summary::decided::{Decided, DecidedFleet, DecidedFor, Difference, differences, in_plan};
use std::sync::Arc;

/// The fields of the form that saves, besides the scenario's.
pub const TITLE: &str = "title";
/// See [`TITLE`].
pub const NOTE: &str = "note";
/// The id of the saved scenario that this one was made from, or nothing.
pub const PARENT: &str = "parent";
/// The field of the form that deletes.
pub const TOKEN: &str = "token";

/// The saved scenarios to compare, with their IDs as given, in its order. In the context of
/// its page.
#[derive(Clone, Debug, Default)]
pub struct SavedSet(pub Vec<(String, SavedOutcome)>);

/// Where the site is, without a slash at the end: `https://berth.example`. In the context of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(pub String);

/// In the context of every page where nothing can be saved: none offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NothingSaved;

/// A saved scenario with the catalogue of its day and today's.
#[derive(Clone, Debug)]
pub struct SavedPage {
    /// The end of its link.
    pub id: String,
    /// Its whole link.
    pub url: String,
    /// Plain text, may be empty.
    pub title: String,
    /// Plain text, may be empty; may have several lines.
    pub note: String,
    /// The saved scenario that it was made from, which may be gone by now.
    pub parent: Option<String>,
    /// When it was saved first, in seconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it goes, in the same seconds; `None`: it stays.
    pub expires_at: Option<i64>,
    /// The address of the room that decided it, where one did.
    pub room: Option<String>,
    /// The meeting that decided it, where one did.
    pub meeting: Option<Arc<Meeting>>,
    /// Links of the decisions that it takes the place of.
    pub supersedes: Vec<String>,
    /// Links of the decisions that have taken its place.
    pub superseded_by: Vec<String>,
    /// What was saved.
    pub scenario: Scenario,
    /// The figures as they were when it was saved.
    pub decided: Decided,
    /// The catalogue of those figures: the scenario's region.
    pub catalog_then: Arc<Catalog>,
    /// Names its edition.
    pub edition_then: EditionHash,
    /// The same region today; `None` where it is no longer in the catalogue.
    pub catalog_now: Option<Arc<Catalog>>,
    /// Version of the model that worked the figures out, see [`model::summary::decided::MODEL_VERSION`].
    pub model_then: u32,
    /// The fleet by today’s catalogue, where one was decided and something has changed.
    pub fleet_now: Option<DecidedFleet>,
    /// Whether catalogue and model are still the same: then so are the figures.
    pub is_current: bool,
}

impl SavedPage {
    /// What the scenario comes to by today's catalogue and rules, with the figures that a decision would keep; `None` where
    /// the region is no longer in the catalogue.
    pub fn by_today(&self) -> Option<(Evaluation, Decided)> {
        let today = Evaluation::of(self.catalog_now.clone()?, self.scenario.clone());
        let fleet = if self.is_current { &self.decided.fleet } else { &self.fleet_now };
        let decided_for = self.decided.decided_for;
        let decided = Decided { fleet: fleet.clone(), decided_for, ..Decided::of(&today) };
        Some((today, decided))
    }

    /// The view of the nodes that it is for.
    pub fn view(&self) -> View {
        View::of_decision(self.decided.decided_for)
    }

    /// What has changed since it was decided.
    pub fn differences(&self, today: &Evaluation, by_today: &Decided) -> Vec<Difference> {
        differences(&self.decided, by_today, |name| in_plan(today.catalog(), today.plan(), name))
    }
}

/// What came of opening, saving or deleting.
#[derive(Clone, Debug)]
pub enum SavedOutcome {
    /// `GET /s/<id>`: here it is. Status 200.
    Found(SavedPage),
    /// `GET /s/<id>`: it was there and is past its day. Status 410.
    Expired {
        /// Its day, in seconds since 1970-01-01 UTC.
        at: i64,
    },
    /// Nothing has this id. Status 404.
    NotFound,
    /// `GET /s/<id>`: the store cannot be read at the moment; a sentence each. Status 503.
    Unreadable {
        /// Why, for whoever asked.
        sentences: Vec<String>,
    },
    /// `GET /s/<id>`, the first view after `POST /s`, which leads there with a redirect. Status 200.
    JustSaved {
        /// What was saved.
        page: SavedPage,
        /// Deletes it, and is shown this once; `None` where it was saved before.
        token: Option<String>,
    },
    /// `POST /s`: it is not saved. Status 4xx, 503 or 507. All that was typed is here.
    Refused(Box<RefusedSave>),
    /// `POST /s/<id>/delete`: it is gone. Status 200.
    Deleted {
        /// Its id.
        id: String,
    },
    /// `POST /s/<id>/delete`: it is still there. Status 4xx or 503.
    NotDeleted {
        /// Its id.
        id: String,
        /// Why.
        sentences: Vec<String>,
    },
}

/// What was not saved, and why.
#[derive(Clone, Debug)]
pub struct RefusedSave {
    /// Everything that is wrong, a sentence each.
    pub sentences: Vec<String>,
    /// Seconds after which it may be tried again, where waiting helps.
    pub retry_after: Option<u64>,
    /// The scenario, or the nearest valid one.
    pub scenario: Scenario,
    /// All that was sent of it, as typed and in its order; `None` where the form could not be read.
    pub typed: Option<Vec<(String, String)>>,
    /// What of it is wrong.
    pub problems: Vec<Problem>,
    /// As typed.
    pub title: String,
    /// As typed.
    pub note: String,
    /// As sent.
    pub parent: String,
    /// The nodes that it is for.
    pub decided_for: Option<DecidedFor>,
}
