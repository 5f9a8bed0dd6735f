//! The files to take away: decision record, configuration, and the ranked table as it is looked at.
//!
//! `/take-away/<file>?<scenario and view>` is computed with today's catalogue, `/s/<id>/take-away/<file>`
//! with the one of the decision.

use crate::files::{ARCHIVE, FLEET_ARCHIVE, Wanted, ZIP};
use crate::fleets::{USUAL_WORK, in_turn};
use crate::http::state::{Opening, Service};
use app::address::Address;
use app::date::date;
use app::site::site;
use app::view::page_view::View;
use app::view::state::{ViewState, rows};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use export::{Kept, Meeting, PlannedFleet};
use fleet::options::Options;
use fleet::plan::plan;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::plan::Plan;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The routes.
pub fn routes() -> Router<Service> {
    Router::new().route("/take-away/{file}", get(of_today)).route("/s/{id}/take-away/{file}", get(of_saved))
}

/// What a file is made from.
struct Source {
    evaluation: Evaluation,
    view: ViewState,
    link: String,
    title: String,
    note: String,
    day: i64,
    meeting: Option<Arc<Meeting>>,
    /// Links of the decisions that it takes the place of, and of those that have taken its own.
    supersedes: [Vec<String>; 2],
}

async fn of_today(
    State(service): State<Service>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let here = Address::of(&query.unwrap_or_default());
    let site = site();
    let Some(region) = site.region(&here.scenario.region) else { return missing() };
    let link = service.base_url(&headers) + &View::Nodes.address(&here.scenario);
    let evaluation = Evaluation::of(region.catalog.clone(), here.scenario);
    let source = Source {
        evaluation,
        view: here.view,
        link,
        title: String::new(),
        note: String::new(),
        day: now(),
        meeting: None,
        supersedes: Default::default(),
    };
    answer(&file, source).await
}

async fn of_saved(
    State(service): State<Service>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = id.parse() else { return missing() };
    let Ok(Opening::Found(page)) = service.open(id, &service.base_url(&headers)).await else { return missing() };
    let source = Source {
        evaluation: Evaluation::of(page.catalog_then, page.scenario),
        view: ViewState::default(),
        link: page.url,
        title: page.title,
        note: page.note,
        day: page.created_at,
        meeting: page.meeting,
        supersedes: [page.supersedes, page.superseded_by],
    };
    answer(&file, source).await
}

/// Planning takes a moment: not on the threads that answer.
async fn answer(file: &str, source: Source) -> Response {
    let name = file.to_string();
    let make = move || made(&name, &source);
    let made = match file {
        // a search, which waits for its turn
        FLEET_ARCHIVE => in_turn(make).await,
        _ => tokio::task::spawn_blocking(make).await.ok(),
    };
    let (media, bytes) = match made {
        Some(Ok(file)) => file,
        Some(Err(Some(why))) => return (StatusCode::UNPROCESSABLE_ENTITY, why).into_response(),
        Some(Err(None)) | None => return missing(),
    };
    // Names are those of a list of our own, so they need no escaping.
    let disposition = format!("attachment; filename=\"{file}\"");
    ([(header::CONTENT_TYPE, media.to_string()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// A file's media type and bytes; else why there is none, and nothing for an unknown name.
fn made(file: &str, source: &Source) -> Result<(&'static str, Vec<u8>), Option<String>> {
    let Source { evaluation, view, link, title, note, day, meeting, supersedes: [supersedes, superseded_by] } = source;
    let seen = as_seen(evaluation.catalog(), evaluation.plan(), view);
    let date = date(*day);
    let kept = Kept { title, note, date: &date, meeting: meeting.as_deref(), supersedes, superseded_by };
    let wanted = Wanted { evaluation, seen: &seen, link, kept, fleet: None };
    if file == ARCHIVE {
        return Ok((ZIP, wanted.archive().map_err(|_| None)?));
    }
    if file == FLEET_ARCHIVE {
        let options = Options::of(evaluation.scenario());
        let fleet = plan(evaluation.catalog(), evaluation.scenario(), &options, USUAL_WORK);
        let fleet = fleet.map_err(|none| Some(none.to_string()))?;
        let fleet = Some(PlannedFleet { fleet: &fleet, options: &options });
        return Ok((ZIP, Wanted { fleet, ..wanted }.archive().map_err(|_| None)?));
    }
    let file = wanted.named(file).ok_or(None)?;
    Ok((file.media, file.text.into_bytes()))
}

/// The plan with the rows that the table shows, in its order.
fn as_seen(catalog: &Catalog, planned: &Plan, view: &ViewState) -> Plan {
    let rows = rows(catalog, planned, view);
    match view.excluded {
        true => Plan {
            era: planned.era,
            candidates: Vec::new(),
            rejected: rows.into_iter().map(|i| planned.rejected[i]).collect(),
        },
        false => Plan {
            era: planned.era,
            candidates: rows.into_iter().map(|i| planned.candidates[i]).collect(),
            rejected: planned.rejected.clone(),
        },
    }
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file. The page Export lists the files.\n").into_response()
}

/// Seconds since 1970-01-01 UTC.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64)
}
