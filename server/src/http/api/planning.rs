//! Plan, advice and modes: each for a link's query string and for a body of JSON.

use super::answer::{ASK_AGAIN, Answered, Keep, json, kept};
use super::asked::{Asked, json_body, which};
use crate::http::state::Service;
use crate::json;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use model::evaluation::Evaluation;
use model::modes::Which;

/// What is computed.
#[derive(Clone, Copy)]
pub enum Answer {
    Plan,
    Advice,
    Modes,
}

/// For a query string.
pub async fn of_query(
    answer: Answer,
    State(service): State<Service>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answered {
    let query = query.unwrap_or_default();
    let asked = Asked::from_query(&service.current().site, &query)?;
    let which = answer.which(&query)?;
    let keep = Keep { state: &service.state(), control: ASK_AGAIN };
    kept(keep, &headers, || answer.of(&asked, which))
}

/// For a body of JSON.
pub async fn of_body(answer: Answer, State(service): State<Service>, request: Request) -> Answered {
    let (parts, scenario) = json_body(request).await?;
    let which = answer.which(parts.uri.query().unwrap_or_default())?;
    let asked = Asked::from_json(&service.current().site, &scenario)?;
    answer.of(&asked, which)
}

impl Answer {
    fn which(self, query: &str) -> Result<Which, crate::http::refusal::Refusal> {
        match self {
            Answer::Modes => which(query),
            Answer::Plan | Answer::Advice => Ok(Which::Best),
        }
    }

    fn of(self, Asked { scenario, catalog }: &Asked, which: Which) -> Answered {
        let evaluation = Evaluation::of(catalog.clone(), scenario.clone());
        match self {
            Answer::Plan => json(StatusCode::OK, &json::plan::planned(&evaluation, evaluation.plan())),
            Answer::Advice => json(StatusCode::OK, &json::advice::advice(&evaluation)),
            Answer::Modes => json(StatusCode::OK, &json::modes::side_by_side(&evaluation, which)),
        }
    }
}
