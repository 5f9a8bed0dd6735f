//! The decision record: Markdown in the usual form of such records, for a team to keep with its code.

mod article;
mod context;
mod decision;
mod options;

use super::markdown::{Document, link, plain};
use crate::subject::Subject;
use model::scenario::{Era, Purchase};
use model::words::workload_names;

/// What a record says of itself. Berth knows neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// `proposed`, `accepted`, or any other word.
    pub status: &'a str,
    /// Date of the decision, ISO 8601.
    pub date: &'a str,
}

/// The record of what was asked, weighed and decided, in the scenario's era.
pub fn decision_record(subject: &Subject, dated: &Dated) -> String {
    let mut document = Document::default();
    document.heading(1, &format!("Pod network and nodes for {}", plain(&workload_names(subject.scenario()))));
    head(&mut document, subject, dated);
    context::write(&mut document, subject);
    match subject.plan().era {
        Era::Today => {
            options::evidence(&mut document, subject);
            options::options(&mut document, subject);
            decision::decision(&mut document, subject);
            decision::consequences(&mut document, subject);
            decision::changes(&mut document, subject);
            judgement(&mut document);
        }
        Era::Article => article::write(&mut document, subject),
    }
    document.end()
}

fn head(document: &mut Document, subject: &Subject, dated: &Dated) {
    let catalog = subject.catalog();
    document.point(&format!("Status: {}", plain(dated.status)));
    document.point(&format!("Date: {}", plain(dated.date)));
    document.point(&format!("Scenario: {}", link(subject.link)));
    let prices = match subject.plan().era {
        Era::Article => "types, limits and us-east-1 prices of 2018-11-29".to_string(),
        Era::Today => {
            let spot = match subject.scenario().purchase {
                Purchase::Spot => format!(", spot savings of {}", catalog.spot_as_of),
                Purchase::OnDemand | Purchase::Discount => String::new(),
            };
            format!("{}, on demand of {}{spot}", catalog.region.code, catalog.region.on_demand_as_of)
        }
    };
    document.point(&format!("Figures: {}; catalogue {}", plain(&prices), plain(&catalog.version)));
}

fn judgement(document: &mut Document) {
    document.heading(2, "What is judgement");
    document.paragraph(
        "Fits, weights and scores are judgement; differences under 0.05 mean nothing. So are the room for 30 % more nodes and every fact marked so. Cost is node price only: no EKS fee, storage or traffic.",
    );
}
