//! The catalogue: its regions, and a region's types and prices.

use super::answer::{ASK_AGAIN, Answered, Keep, json, kept};
use crate::http::assets::FOR_EVER;
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::security::segment::Segment;
use crate::http::state::Service;
use crate::json::catalog::{edition, of_region, regions};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use model::catalog::UnpricedRegion;
use model::scenario::link::query_pairs;
use model::text::is_hidden;

/// The regions.
pub async fn list(State(service): State<Service>, headers: HeaderMap) -> Answered {
    let current = service.current();
    let keep = Keep { state: &service.state(), control: ASK_AGAIN };
    kept(keep, &headers, || {
        json(StatusCode::OK, &regions(&current.name, current.site.regions(), current.site.unpriced()))
    })
}

/// A region. With its edition in the address, the answer is the same for ever.
pub async fn region(
    State(service): State<Service>,
    code: Segment,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answered {
    let current = service.current();
    let code = code.0.unwrap_or_default();
    let region = current.site.region(&code).ok_or_else(|| unknown_region(&code, current.site.unpriced()))?;
    let asked = query_pairs(query.as_deref().unwrap_or_default()).find(|(key, _)| key == "edition");
    let edition = edition(region.hash);
    let control = match asked {
        None => ASK_AGAIN,
        Some((_, asked)) if asked == edition => FOR_EVER,
        Some((_, asked)) => return Err(other_edition(&asked, &edition)),
    };
    let keep = Keep { state: &service.state(), control };
    kept(keep, &headers, || json(StatusCode::OK, &of_region(region)))
}

fn unknown_region(code: &str, unpriced: &[UnpricedRegion]) -> Refusal {
    let shown: String = code.chars().take(60).filter(|c| !is_hidden(*c)).collect();
    let detail = match unpriced.iter().find(|region| region.code == code) {
        Some(region) => format!("region: no price is known of \u{201c}{shown}\u{201d}, {}.", region.location),
        None => format!("region: \u{201c}{shown}\u{201d} is not in the catalogue; /api/v1/catalog lists the regions."),
    };
    let error = Wrong { field: Some("region".into()), value: Some(shown), detail };
    Refusal { kind: Kind::NotFound, errors: vec![error], retry_after: None }
}

fn other_edition(asked: &str, current: &str) -> Refusal {
    let shown: String = asked.chars().take(60).filter(|c| !is_hidden(*c)).collect();
    let detail = format!("edition: \u{201c}{shown}\u{201d} is no longer available; the current one is {current}.");
    let error = Wrong { field: Some("edition".into()), value: Some(shown), detail };
    Refusal { kind: Kind::NotFound, errors: vec![error], retry_after: None }
}
