//! What is asked about: a scenario, from a link's query string or from a body of JSON.

use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::security::body::{self, Unread};
use crate::json::scenario_file;
use crate::json::unknown_names::unknown_names;
use app::site::Site;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::request::Parts;
use model::catalog::Catalog;
use model::modes::Which;
use model::scenario::Scenario;
use model::scenario::link::{self, Decoded, Problem, query_pairs};
use model::units::grouped;
use serde_json::Value;
use std::sync::Arc;

/// Most bytes of a body: several times the largest scenario.
pub const MAX_BODY: usize = 64 * 1024;
/// The media type of bodies.
pub const JSON: &str = "application/json";

/// A scenario that can be planned, and the catalogue of its region.
pub struct Asked {
    /// What was asked.
    pub scenario: Scenario,
    /// Of its region.
    pub catalog: Arc<Catalog>,
}

impl Asked {
    /// From a link's query string. As on the pages, unknown keys are ignored; unlike
    /// there, everything else that is wrong is refused.
    pub fn from_query(site: &Site, query: &str) -> Result<Asked, Refusal> {
        let mut decoded = link::from_query(query);
        decoded.problems.retain(|problem| !problem.unknown_key);
        Asked::checked(site, decoded)
    }

    /// From JSON. Unknown keys are more likely typing errors.
    pub fn from_json(site: &Site, value: &Value) -> Result<Asked, Refusal> {
        let decoded = scenario_file::from_value(value).map_err(|wrong| {
            Refusal::invalid(wrong.0.into_iter().map(|detail| Wrong::of_field("scenario", detail)).collect())
        })?;
        Asked::checked(site, decoded)
    }

    fn checked(site: &Site, Decoded { scenario, mut problems }: Decoded) -> Result<Asked, Refusal> {
        let catalogs = site.regions().iter().map(|region| &*region.catalog);
        problems.extend(unknown_names(&scenario, catalogs, site.unpriced()));
        let region = site.region(&scenario.region);
        match region {
            Some(region) if problems.is_empty() => Ok(Asked { catalog: region.catalog.clone(), scenario }),
            _ => Err(Refusal::invalid(problems.iter().map(Wrong::from).collect())),
        }
    }
}

/// Which type the modes are shown with: the last `which` of a query.
pub fn which(query: &str) -> Result<Which, Refusal> {
    match query_pairs(query).filter(|(key, _)| key == "which").last() {
        None => Ok(Which::Best),
        Some((_, value)) if value == "best" => Ok(Which::Best),
        Some((_, value)) if value == "chosen" => Ok(Which::Chosen),
        Some((key, value)) => {
            Err(Refusal::invalid(vec![Wrong::from(&Problem::new(&key, &value, "one of best, chosen"))]))
        }
    }
}

/// The body of a request as JSON.
pub async fn json_body(request: Request) -> Result<(Parts, Value), Refusal> {
    let (parts, body) = request.into_parts();
    if !body::is_of_type(&parts.headers, JSON) {
        return Err(Refusal::new(Kind::WrongMediaType, format!("content-type: this address takes {JSON}.")));
    }
    let bytes = body::read(body, MAX_BODY).await.map_err(|unread| match unread {
        Unread::TooLarge => Refusal::new(
            Kind::TooLarge,
            format!("The body has more than {} bytes, the limit.", grouped(MAX_BODY as u64)),
        ),
        Unread::Broken => Refusal::new(Kind::Malformed, "The body was cut off. Send it again."),
    })?;
    Ok((parts, parse(&bytes)?))
}

fn parse(bytes: &Bytes) -> Result<Value, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Refusal::new(Kind::Malformed, format!("The body is not UTF-8 from byte {} on.", error.valid_up_to()))
    })?;
    serde_json::from_str(text)
        .map_err(|error| Refusal::new(Kind::Malformed, format!("The body is not valid JSON: {error}.")))
}
