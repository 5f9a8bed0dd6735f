//! The decision record: Markdown in the usual form of such records, the decision first, for a team to keep with its code.

mod article;
mod context;
mod decision;
mod meeting;
mod of_fleet;
mod options;
mod unknown;

use super::markdown::{Document, link, plain};
use crate::subject::Subject;
use model::scenario::{Era, Purchase};
use model::summary::decided::DecidedFleet;
use model::words::{listed, workload_names};
use room::Meeting;

/// What people say of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept<'a> {
    /// The title that it was saved with; may be empty.
    pub title: &'a str,
    /// The note that it was saved with; may be empty, and may have several lines.
    pub note: &'a str,
    /// The day of the decision, ISO 8601.
    pub date: &'a str,
    /// The meeting that decided it, where one did.
    pub meeting: Option<&'a Meeting>,
    /// Links of the decisions that it takes the place of.
    pub supersedes: &'a [String],
    /// Links of the decisions that have taken its place.
    pub superseded_by: &'a [String],
    /// Of what was saved: the fleet that it was decided with, if there was one.
    pub fleet: Option<Option<&'a DecidedFleet>>,
}

/// The record of what was asked, weighed and decided, in the scenario's era.
pub fn decision_record(subject: &Subject, kept: &Kept) -> String {
    let mut document = Document::default();
    document.heading(1, &heading(subject, kept));
    head(&mut document, subject, kept);
    if let Some(meeting) = kept.meeting {
        meeting::decided(&mut document, meeting);
    }
    match subject.plan().era {
        Era::Today => {
            decision::decision(&mut document, subject, kept);
            decision::consequences(&mut document, subject);
            context::write(&mut document, subject);
            options::evidence(&mut document, subject);
            options::options(&mut document, subject);
            unknown::write(&mut document, subject);
            decision::changes(&mut document, subject);
        }
        Era::Article => article::write(&mut document, subject),
    }
    if let Some(meeting) = kept.meeting {
        meeting::held(&mut document, meeting);
    }
    if subject.plan().era == Era::Today {
        judgement(&mut document);
    }
    document.end()
}

fn heading(subject: &Subject, kept: &Kept) -> String {
    match kept.title.trim() {
        "" => format!("Pod network and nodes for {}", plain(&workload_names(subject.scenario()))),
        title => plain(title),
    }
}

/// Saving decides nothing: whoever accepts the record says so in it. A meeting has, unless it left every question open or
/// parked. A later one may say that it takes this
/// one's place, and anybody can hold one: that does not undo what this team decided.
fn status(kept: &Kept) -> &'static str {
    match kept.meeting {
        Some(meeting) if meeting.questions.iter().any(|question| question.decided.is_some()) => "Status: accepted.",
        Some(_) => "Status: proposed. The meeting decided no question; write accepted here once it is.",
        None => "Status: proposed. Write accepted here once it is.",
    }
}

fn head(document: &mut Document, subject: &Subject, kept: &Kept) {
    let catalog = subject.catalog();
    document.point(status(kept));
    let linked = |links: &[String]| links.iter().map(|address| link(address)).collect::<Vec<_>>();
    if !kept.superseded_by.is_empty() {
        document.point(&format!(
            "A later decision says that it supersedes this one: {}",
            listed(&linked(kept.superseded_by))
        ));
    }
    if !kept.supersedes.is_empty() {
        document.point(&format!("Supersedes: {}", listed(&linked(kept.supersedes))));
    }
    document.point(&format!("Date: {}", plain(kept.date)));
    document.point(&format!("Scenario: {}", link(subject.link)));
    let prices = match subject.plan().era {
        Era::Article => "types, limits and us-east-1 prices of 2018-11-29".to_string(),
        Era::Today => {
            let spot = match subject.scenario().purchase {
                Purchase::Spot => format!(", spot savings of {}", catalog.spot_as_of),
                Purchase::Committed(_) => {
                    let date = catalog.reserved_as_of.as_deref().unwrap_or("no known date");
                    format!(", Reserved Instances of {date}")
                }
                Purchase::OnDemand | Purchase::Discount => String::new(),
            };
            format!("{}, on demand of {}{spot}", catalog.region.code, catalog.region.on_demand_as_of)
        }
    };
    document.point(&format!("Figures: {}; catalogue {}", plain(&prices), plain(&catalog.version)));
    let lines: Vec<_> = kept.note.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        document.gap();
        document.quoted(&lines);
    }
}

fn judgement(document: &mut Document) {
    document.heading(2, "What is judgement");
    document.paragraph(
        "Fits, weights and scores are judgement; differences under 0.05 mean nothing. So are the room for 30 % more nodes and every fact marked so. Cost is without traffic, load balancers and the volumes of pods.",
    );
}
