//! A card with its chart for other people's pages: `/embed?<scenario>` and `/embed/s/<id>`.
//! The one page that other sites may frame. It has no script and no form, and every link in it
//! leaves the frame.

use crate::http::assets::URLS;
use crate::http::pages::bare::bare_page;
use crate::http::state::{Opening, Service};
use app::address::Address;
use app::saved::SavedPage;
use app::site::site;
use app::view::advice::AdvicePane;
use app::view::answer::Answer;
use app::view::chart;
use app::view::page_view::View;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, PreEscaped, html};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::summary::decided::{DecidedType, MODEL_VERSION, limit_name};
use model::units::grouped;
use model::words;
use std::sync::Arc;

/// As strict as that of the other pages, but for who may frame it; the bars' lengths are style attributes.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors *",
);

/// The routes.
pub fn routes() -> Router<Service> {
    Router::new().route("/embed", get(of_link)).route("/embed/s/{id}", get(of_saved))
}

async fn of_link(RawQuery(query): RawQuery) -> Response {
    let here = Address::of(&query.unwrap_or_default());
    let site = site();
    let Some(region) = site.region(&here.scenario.region) else {
        return page(StatusCode::SERVICE_UNAVAILABLE, &message(words::NOTHING_TO_PLAN_WITH));
    };
    let scenario = here.scenario;
    let link = View::Nodes.address(&scenario);
    let note = (!here.problems.is_empty()).then_some(words::NOT_ALL_USED);
    let embed = Embed { title: "", link: &link, note };
    page(StatusCode::OK, &embed.figures(&region.catalog, &scenario, None))
}

async fn of_saved(State(service): State<Service>, Path(id): Path<String>) -> Response {
    let opening = match id.parse() {
        Ok(id) => service.open(id, "").await,
        Err(_) => Ok(Opening::NotFound),
    };
    match opening {
        Ok(Opening::Found(saved)) => page(StatusCode::OK, &saved_figures(&saved)),
        Ok(Opening::Expired { .. }) => page(StatusCode::GONE, &message("This scenario has expired.")),
        Ok(Opening::NotFound) => page(StatusCode::NOT_FOUND, &message("There is nothing at this address.")),
        Err(_) => page(StatusCode::SERVICE_UNAVAILABLE, &message("It cannot be read at the moment.")),
    }
}

/// Under later rules than those of the decision only the figures kept with it are shown.
fn saved_figures(saved: &SavedPage) -> Markup {
    let link = format!("/s/{}", saved.id);
    let note = (!saved.is_current).then_some("As saved; prices or rules have changed since.");
    let embed = Embed { title: &saved.title, link: &link, note };
    let shown = saved.decided.shown(&saved.scenario);
    if saved.model_then == MODEL_VERSION {
        return embed.figures(&saved.catalog_then, &saved.scenario, shown.map(|t| t.name.as_str()));
    }
    embed.document(&saved.decided.headline, &html! { @if let Some(t) = shown { (kept_figures(t)) } })
}

fn kept_figures(t: &DecidedType) -> Markup {
    let nodes = grouped(t.nodes.into());
    html! {
        p { b { (nodes) " × " (t.name) } ", " (t.monthly.cents()) " a month, bound by " (limit_name(&t.binding)) "." }
    }
}

/// The page around the figures.
struct Embed<'a> {
    /// As somebody saved it, may be empty.
    title: &'a str,
    /// The whole scenario.
    link: &'a str,
    /// What to know first.
    note: Option<&'static str>,
}

impl Embed<'_> {
    /// Card and chart of the type named, else of the chosen one or the best.
    fn figures(&self, catalog: &Arc<Catalog>, scenario: &Scenario, shown: Option<&str>) -> Markup {
        let mut scenario = scenario.clone();
        if let Some(name) = shown {
            scenario.chosen = Some(name.to_string());
        }
        let evaluation = &Evaluation::of(catalog.clone(), scenario);
        let answer = Answer { evaluation };
        let network = AdvicePane { evaluation }.headline();
        let (legend, svg) = chart::legend_and_svg(evaluation);
        let body = html! {
            p.advice-line { b { "Pod network: " } (network) }
            h2.vh { "The type" }
            (answer.markup())
            @if !evaluation.plan().candidates.is_empty() {
                figure.chart-pane {
                    figcaption {
                        h2 { (words::COST_PER_POD) }
                        ul.legend aria-label="Binding limit" { (legend) }
                    }
                    (PreEscaped(svg))
                }
            }
        };
        self.document(&answer.headline(), &body)
    }

    fn document(&self, headline: &str, body: &Markup) -> Markup {
        let open = |text: &str| html! { a href=(self.link) target="_top" rel="noopener" { (text) } };
        html! {
            header.embed-head {
                a.brand href=(self.link) target="_top" rel="noopener" { "Berth" }
                @if !self.title.is_empty() { p { bdi { (self.title) } } }
            }
            h1 { (headline) }
            @if let Some(note) = self.note { p.help { (note) } }
            (body)
            p.open { (open("The whole scenario, with every figure explained")) }
        }
    }
}

fn message(text: &str) -> Markup {
    html! {
        header.embed-head { a.brand href="/" target="_top" rel="noopener" { "Berth" } }
        h1 { (text) }
    }
}

/// The document around a frame's content.
fn page(status: StatusCode, content: &Markup) -> Response {
    // Links in the card go to pages that no frame may hold.
    let head = html! { base target="_top"; link rel="stylesheet" href=(URLS.pages); };
    let document = bare_page("Berth: pod network and nodes", &head, &html! { main.embed { (content) } });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (status, headers, document).into_response()
}
