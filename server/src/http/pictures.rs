//! The addresses of the pictures.
//!
//! `/preview.png?<scenario>` and `/charts/<chart>.<svg or png>?<scenario and view>` are computed with today's
//! catalogue, the same below `/s/<id>` with the one of the decision, and those never change.

use crate::draw::chart_file::ChartFile;
use crate::draw::kept::{Drawn, Missed, drawn};
use crate::draw::{NotDrawn, Pictured, PicturedFleet, fleet_png, png};
use crate::fleets::{Search, found};
use crate::http::assets::FOR_EVER;
use crate::http::security::cached::is_known;
use crate::http::state::{Opening, Service};
use app::address::Address;
use app::pages::fleet::WORK;
use app::saved::SavedPage;
use app::site::site;
use app::view::state::ViewState;
use app::view::state::modes::ordered;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// How long a picture of today's figures may be kept: prices change at midnight at the soonest, pages more often.
const SHORT: HeaderValue = HeaderValue::from_static("public, max-age=600");
/// Seconds after which to try again where too many pictures are requested.
const SOON: u64 = 2;
/// The SVG files carry a style sheet of their own and nothing else.
const SVG_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// The routes.
pub fn routes() -> Router<Service> {
    Router::new()
        .route("/preview.png", get(preview_of_link))
        .route("/fleet/preview.png", get(preview_of_fleet))
        .route("/charts/{file}", get(chart_of_link))
        .route("/s/{id}/preview.png", get(preview_of_saved))
        .route("/s/{id}/charts/{file}", get(chart_of_saved))
}

async fn preview_of_link(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some((subject, _)) = asked(query) else { return missing() };
    preview(subject, &headers, SHORT).await
}

/// The picture of the fleet that the page of the same query shows first.
async fn preview_of_fleet(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let here = Address::of(&query.unwrap_or_default());
    let site = site();
    let Some(region) = site.region(&here.scenario.region) else { return missing() };
    let search = Search { edition: region.hash, catalog: &region.catalog, scenario: &here.scenario, work: WORK };
    let Some(found) = search.found().await else { return later(SOON) };
    let pictured = Pictured::of_link(region, here.scenario);
    fleet_preview(PicturedFleet { pictured, found, decided: None }, &headers, SHORT).await
}

/// The picture of what was saved: of its fleet, where it was decided with one.
async fn preview_of_saved(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let page = match saved(&service, &id).await {
        Ok(page) => page,
        Err(response) => return response,
    };
    let Some(decided) = page.decided.fleet.clone().filter(|_| page.decided.is_of_fleet()) else {
        return preview(Pictured::of_saved(page), &headers, FOR_EVER).await;
    };
    let Some(found) = found(page.edition_then, &page.catalog_then, &page.scenario).await else { return later(SOON) };
    let subject = PicturedFleet { pictured: Pictured::of_saved(page), found, decided: Some(decided) };
    fleet_preview(subject, &headers, FOR_EVER).await
}

async fn chart_of_link(Path(file): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some((subject, view)) = asked(query) else { return missing() };
    chart(subject, view, &file, &headers, SHORT).await
}

async fn chart_of_saved(
    State(service): State<Service>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match saved(&service, &id).await {
        Ok(page) => chart(Pictured::of_saved(page), ViewState::default(), &file, &headers, FOR_EVER).await,
        Err(response) => response,
    }
}

/// What a query asks for; `None` before there is a catalogue.
fn asked(query: Option<String>) -> Option<(Pictured, ViewState)> {
    let here = Address::of(&query.unwrap_or_default());
    Some((Pictured::of_link(site().region(&here.scenario.region)?, here.scenario), here.view))
}

/// A saved scenario, or why there is none.
async fn saved(service: &Service, id: &str) -> Result<SavedPage, Response> {
    let Ok(id) = id.parse() else { return Err(missing()) };
    match service.open(id, "").await {
        Ok(Opening::Found(page)) => Ok(*page),
        Ok(Opening::NotFound) => Err(missing()),
        Ok(Opening::Expired { .. }) => Err((StatusCode::GONE, "This scenario has expired.\n").into_response()),
        Err(refusal) => Err(later(refusal.retry_after.unwrap_or(SOON))),
    }
}

async fn preview(subject: Pictured, headers: &HeaderMap, keep: HeaderValue) -> Response {
    let key = format!("preview {}", subject.key);
    match drawn(key, move || png(&subject)).await {
        Ok(file) => answer(&file, "image/png", headers, keep),
        Err(missed) => not_drawn(&missed),
    }
}

async fn fleet_preview(subject: PicturedFleet, headers: &HeaderMap, keep: HeaderValue) -> Response {
    let key = format!("fleet preview {}", subject.pictured.key);
    match drawn(key, move || fleet_png(&subject)).await {
        Ok(file) => answer(&file, "image/png", headers, keep),
        Err(missed) => not_drawn(&missed),
    }
}

async fn chart(subject: Pictured, view: ViewState, file: &str, headers: &HeaderMap, keep: HeaderValue) -> Response {
    let Some((which, kind)) = Which::of(file) else { return missing() };
    let name = format!("berth-{}-{}.{}", which.name(), subject.evaluation.scenario().region, kind.ending());
    let key = format!("{file} {} {}", which.view_key(&view), subject.key);
    let mut response = match drawn(key, move || which.draw(&subject, &view, kind)).await {
        Ok(file) => answer(&file, kind.media_type(), headers, keep),
        Err(missed) => return not_drawn(&missed),
    };
    // A region's code is letters, digits and hyphens, so the name needs no escaping.
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    if kind == Kind::Svg {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SVG_POLICY));
    }
    response
}

/// A chart that can be had as a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    CostPerPod,
    CostByMode,
}

/// The kind of file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Svg,
    Png,
}

impl Which {
    fn of(file: &str) -> Option<(Which, Kind)> {
        let (name, ending) = file.rsplit_once('.')?;
        let which = [Which::CostPerPod, Which::CostByMode].into_iter().find(|which| which.name() == name)?;
        let kind = [Kind::Svg, Kind::Png].into_iter().find(|kind| kind.ending() == ending)?;
        Some((which, kind))
    }

    fn name(self) -> &'static str {
        match self {
            Which::CostPerPod => "cost-per-pod",
            Which::CostByMode => "cost-by-mode",
        }
    }

    /// What of the view shows in the chart.
    fn view_key(self, view: &ViewState) -> String {
        match self {
            Which::CostPerPod => String::new(),
            Which::CostByMode => format!("{:?} {:?} {}", view.which, view.mode_sort, view.modes_descending),
        }
    }

    fn draw(self, subject: &Pictured, view: &ViewState, kind: Kind) -> Result<Vec<u8>, NotDrawn> {
        match self {
            Which::CostPerPod => kind.file(&ChartFile::cost_per_pod(subject)),
            Which::CostByMode => {
                let e = &subject.evaluation;
                let headline = e.verdict(view.which).of_modes();
                let rows = ordered(e.catalog(), e.modes(view.which), view.mode_sort, view.modes_descending);
                kind.file(&ChartFile::cost_by_mode(subject, &rows, headline))
            }
        }
    }
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Kind::Svg => "svg",
            Kind::Png => "png",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Kind::Svg => "image/svg+xml",
            Kind::Png => "image/png",
        }
    }

    fn file(self, chart: &ChartFile) -> Result<Vec<u8>, NotDrawn> {
        match self {
            Kind::Svg => chart.svg().map(String::into_bytes),
            Kind::Png => chart.png(),
        }
    }
}

/// A file, or that the asker has it already. Other sites may show it.
fn answer(file: &Drawn, media_type: &'static str, headers: &HeaderMap, keep: HeaderValue) -> Response {
    let mut response = match is_known(&file.tag, headers) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, media_type)], file.bytes.clone()).into_response(),
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&file.tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, keep);
    let sharing = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(sharing, HeaderValue::from_static("cross-origin"));
    response
}

fn not_drawn(missed: &Missed) -> Response {
    match missed {
        Missed::Busy | Missed::Failed => later(SOON),
    }
}

fn later(seconds: u64) -> Response {
    let wait = [(header::RETRY_AFTER, seconds.to_string()), (header::CACHE_CONTROL, "no-store".into())];
    (StatusCode::SERVICE_UNAVAILABLE, wait, "Too many pictures are being drawn. Try again soon.\n").into_response()
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such picture.\n").into_response()
}
