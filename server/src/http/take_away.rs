//! The files to take away: decision record, configuration, and the ranked table as it is looked at.
//!
//! `/take-away/<file>?<scenario and view>` is computed with today's catalogue, `/s/<id>/take-away/<file>`
//! with the one of the decision; those below `take-away/fleet` are for the fleet, the others for one type throughout.

use crate::clock::now;
use crate::files::{ARCHIVE, FLEET_ARCHIVE, Wanted, ZIP};
use crate::fleets;
use crate::http::pages::short::{short_page, wants_page};
use crate::http::refusal::{Refusal, Wrong};
use crate::http::state::{Opening, Service};
use app::address::Address;
use app::date::date;
use app::pages::fleet::FleetFound;
use app::site::site;
use app::view::page_view::View;
use app::view::state::{ViewState, checked, rows};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use export::{Kept, Meeting};
use maud::html;
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use model::evaluation::Evaluation;
use model::plan::Plan;
use model::scenario::link::{Problem, query_pairs};
use model::summary::decided::DecidedFleet;
use std::sync::Arc;

/// Seconds after which to try again where too many fleets are asked for.
const SOON: &str = "2";

/// The routes.
pub fn routes() -> Router<Service> {
    Router::new()
        .route("/take-away/{file}", get(of_today))
        .route("/take-away/fleet/{file}", get(of_today_for_fleet))
        .route("/s/{id}/take-away/{file}", get(of_saved))
        .route("/s/{id}/take-away/fleet/{file}", get(of_saved_for_fleet))
}

/// A file that is asked for.
struct Asked {
    name: String,
    /// Whether it is to be for the fleet.
    for_fleet: bool,
}

impl Asked {
    /// The fleet's archive has a name of its own, in either folder.
    fn of(name: String, for_fleet: bool) -> Asked {
        Asked { for_fleet: for_fleet || name == FLEET_ARCHIVE, name }
    }
}

/// What a file is made from.
struct Source {
    evaluation: Evaluation,
    edition: EditionHash,
    view: ViewState,
    link: String,
    title: String,
    note: String,
    day: i64,
    meeting: Option<Arc<Meeting>>,
    /// Links of the decisions that it takes the place of, and of those that have taken its own.
    supersedes: [Vec<String>; 2],
    /// Of what was saved: the fleet that it was decided with.
    decided: Option<Option<DecidedFleet>>,
}

async fn of_today(
    service: State<Service>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    today(service, Asked::of(file, false), query, headers).await
}

async fn of_today_for_fleet(
    service: State<Service>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    today(service, Asked::of(file, true), query, headers).await
}

async fn today(State(service): State<Service>, file: Asked, query: Option<String>, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let here = Address::of(&query);
    let mut problems = here.problems;
    problems.extend(checked::problems(&query_pairs(&query).collect::<Vec<_>>()));
    if !problems.is_empty() {
        return wrong(&headers, &problems);
    }
    let site = site();
    let Some(region) = site.region(&here.scenario.region) else { return missing() };
    let link = service.base_url(&headers) + &View::Nodes.address(&here.scenario);
    let evaluation = Evaluation::of(region.catalog.clone(), here.scenario);
    let source = Source {
        evaluation,
        edition: region.hash,
        view: here.view,
        link,
        title: String::new(),
        note: String::new(),
        day: now(),
        meeting: None,
        supersedes: Default::default(),
        decided: None,
    };
    answer(&file, source).await
}

async fn of_saved(service: State<Service>, Path((id, file)): Path<(String, String)>, headers: HeaderMap) -> Response {
    saved(service, &id, Asked::of(file, false), headers).await
}

async fn of_saved_for_fleet(
    service: State<Service>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    saved(service, &id, Asked::of(file, true), headers).await
}

async fn saved(State(service): State<Service>, id: &str, file: Asked, headers: HeaderMap) -> Response {
    let Ok(id) = id.parse() else { return missing() };
    let page = match service.open(id, &service.base_url(&headers)).await {
        Ok(Opening::Found(page)) => page,
        Ok(Opening::NotFound) => return missing(),
        Ok(Opening::Expired { .. }) => return (StatusCode::GONE, "This scenario has expired.\n").into_response(),
        Err(refusal) => return unreadable(&refusal),
    };
    let source = Source {
        evaluation: Evaluation::of(page.catalog_then, page.scenario),
        edition: page.edition_then,
        view: ViewState::default(),
        link: page.url,
        title: page.title,
        note: page.note,
        day: page.created_at,
        meeting: page.meeting,
        supersedes: [page.supersedes, page.superseded_by],
        decided: Some(page.decided.fleet),
    };
    answer(&file, source).await
}

/// Planning takes a moment: not on the threads that answer.
async fn answer(file: &Asked, source: Source) -> Response {
    let found = match file.for_fleet {
        true => {
            let (catalog, scenario) = (source.evaluation.catalog(), source.evaluation.scenario());
            let Some(found) = fleets::found(source.edition, catalog, scenario).await else { return busy() };
            Some(found)
        }
        false => None,
    };
    if let Some(why) = found.as_ref().and_then(|found| found.why_none()) {
        return (StatusCode::UNPROCESSABLE_ENTITY, why).into_response();
    }
    let name = file.name.clone();
    let made = tokio::task::spawn_blocking(move || made(&name, &source, found.as_deref())).await.ok().flatten();
    let Some((media, bytes)) = made else { return missing() };
    // Names are those of a list of our own, so they need no escaping.
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    ([(header::CONTENT_TYPE, media.to_string()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// A file's media type and bytes; `None` for an unknown name.
fn made(file: &str, source: &Source, found: Option<&FleetFound>) -> Option<(&'static str, Vec<u8>)> {
    let Source { evaluation, view, link, title, note, day, meeting, .. } = source;
    let [supersedes, superseded_by] = &source.supersedes;
    let seen = as_seen(evaluation.catalog(), evaluation.plan(), view);
    let (date, decided) = (date(*day), source.decided.as_ref().map(Option::as_ref));
    let meeting = meeting.as_deref();
    let kept = Kept { title, note, date: &date, meeting, supersedes, superseded_by, fleet: decided };
    let fleet = found.and_then(FleetFound::planned);
    let wanted = Wanted { evaluation, seen: &seen, link, kept, fleet };
    let archive = if fleet.is_some() { FLEET_ARCHIVE } else { ARCHIVE };
    if file == archive {
        return Some((ZIP, wanted.archive().ok()?));
    }
    let file = wanted.named(file)?;
    Some((file.media, file.text.into_bytes()))
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

/// A file of something else than what was asked for would be taken for it.
fn wrong(headers: &HeaderMap, problems: &[Problem]) -> Response {
    if !wants_page(headers) {
        return Refusal::invalid(problems.iter().map(Wrong::from).collect()).into_response();
    }
    let words = html! {
        "Nothing was made, because the address holds values that are not allowed:"
        ul { @for problem in problems { li { (problem) } } }
    };
    short_page(StatusCode::UNPROCESSABLE_ENTITY, "No such file", &words)
}

fn busy() -> Response {
    let wait = [(header::RETRY_AFTER, SOON), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::SERVICE_UNAVAILABLE, wait, "Many fleets are being worked out right now. Try again in a moment.\n")
        .into_response()
}

fn unreadable(refusal: &Refusal) -> Response {
    let wait = [(header::RETRY_AFTER, refusal.retry_after.map_or_else(|| SOON.to_owned(), |after| after.to_string()))];
    (refusal.kind.status(), wait, format!("{}\n", refusal.sentences().join(" "))).into_response()
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file. The page Export lists the files.\n").into_response()
}
