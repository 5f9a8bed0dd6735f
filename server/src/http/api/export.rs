//! Every file of a scenario as one archive, for a link's query string and for a body of JSON.

use super::answer::{ASK_AGAIN, Answered, Keep, kept};
use super::asked::{Asked, json_body};
use crate::files::{ARCHIVE, Wanted, ZIP};
use crate::http::refusal::{Kind, Refusal};
use crate::http::state::Service;
use crate::http::take_away::now;
use app::date::date;
use app::view::page_view::View;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use export::Kept;
use model::evaluation::Evaluation;

/// For a query string.
pub async fn of_query(State(service): State<Service>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answered {
    let asked = Asked::from_query(&service.current().site, &query.unwrap_or_default())?;
    let base = service.base_url(&headers);
    let today = date(now());
    // The record has the day in it, and the files say where the scenario can be seen again.
    let state = format!("{}-{today}", service.state());
    kept(Keep { state: &state, control: ASK_AGAIN }, &headers, || archive(asked, &base, &today))
}

/// For a body of JSON.
pub async fn of_body(State(service): State<Service>, request: Request) -> Answered {
    let (parts, scenario) = json_body(request).await?;
    let asked = Asked::from_json(&service.current().site, &scenario)?;
    archive(asked, &service.base_url(&parts.headers), &date(now()))
}

fn archive(Asked { scenario, catalog }: Asked, base: &str, today: &str) -> Answered {
    let link = format!("{base}{}", View::Nodes.address(&scenario));
    let evaluation = Evaluation::of(catalog, scenario);
    let kept = Kept { date: today, ..Kept::default() };
    let wanted = Wanted { evaluation: &evaluation, seen: evaluation.plan(), link: &link, kept, fleet: None };
    let bytes = wanted.archive().map_err(|error| {
        tracing::error!("an archive could not be written: {error}");
        Refusal::new(Kind::Unavailable, "The archive could not be written. Tell the operator of this site.")
    })?;
    let disposition = format!("attachment; filename=\"{ARCHIVE}\"");
    Ok(([(header::CONTENT_TYPE, ZIP.to_string()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
