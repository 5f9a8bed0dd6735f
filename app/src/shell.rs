//! The HTML document around every page, and the script that starts the browser half.

use crate::address::Address;
use crate::assets::AssetUrls;
use crate::contact::Contact;
use crate::head::{rendered, text};
use crate::pages;
use crate::rooms::{Room, RoomPage};
use crate::saved::SavedOutcome;
use crate::site::{newest, site};
use crate::surroundings::{GivenQuery, Path, RegionRef, Search, regions};
use crate::view::page_view::{View, kept};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::location::RequestUrl;
use leptos_router::path;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::scenario::Scenario;
use model::scenario::link::to_query;
use std::sync::Arc;

/// Light or dark, whether there is a connection, and links that copy; files of their own would be requests more.
const SCRIPTS: &str = concat!(include_str!("theme.js"), include_str!("offline.js"), include_str!("share.js"));

/// The pages of the menu, with their names.
const MENU: [(&str, &str); 7] = [
    ("/", "Plan"),
    ("/import", "Your cluster"),
    ("/instances", "Instance types"),
    ("/regions", "Regions"),
    ("/article", "The article"),
    ("/method", "Method"),
    ("/links", "My links"),
];
/// Those at the foot of every page.
const FOOT: [(&str, &str); 4] = [
    ("/method", "Method"),
    ("/glossary", "Glossary"),
    ("/sources", "Sources"),
    (pages::no_address::PATH, "Failed to assign an IP address"),
];

/// The document of a request.
pub fn shell(assets: AssetUrls) -> AnyView {
    provide_meta_context();
    // all of the page is of one site, whatever is installed meanwhile
    provide_context(newest());
    provide_context(assets);
    let (path, query) = request_address();
    let own_style = assets.first_css.filter(|_| path == View::Nodes.path() && query.is_empty());
    protect(own_style.is_some());
    provide_context(Search(query.clone()));
    let address = Arc::new(Address::of(&query));
    let live = View::at(&path).is_some();
    if let Some(given) = given(&query, &address.scenario) {
        provide_context(GivenQuery(to_query(&given)));
    }
    let room = use_context::<RoomPage>();
    // the projector shows the room and nothing else; a live room says itself whether it is connected
    let is_screen = matches!(room, Some(RoomPage::Screen(_)));
    let is_live_room = is_screen || matches!(room, Some(RoomPage::Seat(_)));
    provide_context(Path(path.clone()));
    provide_context(address.clone());
    text(html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                (head(assets, &path, own_style, room.is_some()))
                @if live { (live_parts(assets, &address.scenario)) }
                (rendered(MetaTags()))
            }
            body {
                (skip(live))
                @if !is_screen { (header_of(&path)) }
                @if !is_live_room { (offline()) }
                main id="main" tabindex="-1" { (rendered(App())) }
                @if !is_screen { (footer_of(&path)) }
            }
        }
    })
}

/// What the head says before the page's own title and tags. The first page without a query has the style in it: it is sent as it
/// was packed once, and is painted one round trip earlier. Others would be packed with it each time.
fn head(assets: AssetUrls, path: &str, own_style: Option<&str>, is_room: bool) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        script nonce=[use_nonce()] { (PreEscaped(SCRIPTS)) }
        @match own_style {
            Some(css) => style nonce=[use_nonce()] { (PreEscaped(css)) },
            None => link rel="stylesheet" href=(assets.css);
        }
        @if path != View::Nodes.path() { link rel="stylesheet" href=(assets.pages); }
        @if is_room { link rel="stylesheet" href=(assets.rooms); }
        link rel="icon" href="/favicon.svg" type="image/svg+xml";
    }
}

/// The first link, for whoever goes through the page by keys.
fn skip(live: bool) -> Markup {
    let (to, words) = if live { ("#headline", "Skip to the answer") } else { ("#main", "Skip to the content") };
    html! { a.skip href=(to) { (words) } }
}

fn header_of(path: &str) -> Markup {
    html! {
        header.site {
            a.brand href="/" { "Berth" }
            p { "Pod network and nodes for Kubernetes on AWS" }
            nav aria-label="Site" { (site_links(path, &MENU)) }
            button id="theme" type="button" hidden { "Theme: system" }
        }
    }
}

fn offline() -> Markup {
    html! {
        p.offline id="offline" role="status" hidden {
            "You are offline. This page keeps working; other pages, other regions and saving need the connection."
        }
    }
}

fn footer_of(path: &str) -> Markup {
    html! {
        footer.site {
            p { (data_dates()) }
            p {
                "No account, no tracking, no third party. The scenario is in the address: copy it to share it. For programs there is an "
                a href=(kept("/api")) data-here="" { "API" } "."
            }
            @if let Some(contact) = contact() {
                p {
                    "Contact: "
                    @match &contact.href {
                        Some(href) => a href=(href) { (contact.text) },
                        None => (contact.text),
                    }
                }
            }
            nav.foot aria-label="About the figures" { (site_links(path, &FOOT)) }
        }
    }
}

/// Whom the operator names, given along with the request.
fn contact() -> Option<Contact> {
    use_context::<Parts>()?.extensions.get::<Option<Contact>>().cloned().flatten()
}

/// The pages. Also run once at start, to list the routes.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=pages::not_found::NotFound>
                <Route path=path!("/") view=pages::planner::Nodes />
                <Route path=path!("/fleet") view=pages::planner::Fleet />
                <Route path=path!("/advice") view=pages::planner::NetworkAdvice />
                <Route path=path!("/modes") view=pages::planner::NetworkingModes />
                <Route path=path!("/instances") view=pages::instances::Instances />
                <Route path=path!("/instances/:name") view=pages::instance::Instance />
                <Route path=path!("/compare") view=pages::compare::Compare />
                <Route path=path!("/s") view=pages::saved::SavedScenario />
                <Route path=path!("/s/:id") view=pages::saved::SavedScenario />
                <Route path=path!("/s/:id/delete") view=pages::saved::SavedScenario />
                <Route path=path!("/s/:id/record") view=pages::record::Record />
                <Route path=path!("/s/:id/take-away") view=pages::take_away::TakeAway />
                <Route path=path!("/s/:id/record/fleet") view=pages::record::Record />
                <Route path=path!("/s/:id/take-away/fleet") view=pages::take_away::TakeAway />
                <Route path=path!("/record/fleet") view=pages::record::Record />
                <Route path=path!("/take-away/fleet") view=pages::take_away::TakeAway />
                <Route path=path!("/record") view=pages::record::Record />
                <Route path=path!("/take-away") view=pages::take_away::TakeAway />
                <Route path=path!("/rooms/new") view=Room />
                <Route path=path!("/r") view=Room />
                <Route path=path!("/r/:id") view=Room />
                <Route path=path!("/r/:id/screen") view=Room />
                <Route path=path!("/import") view=pages::import::Import />
                <Route path=path!("/links") view=pages::links::Links />
                <Route path=path!("/sources") view=pages::sources::Sources />
                <Route path=path!("/addresses") view=pages::planner::Addresses />
                <Route path=path!("/growth") view=pages::growth::Growth />
                <Route path=path!("/regions") view=pages::regions::Regions />
                <Route path=path!("/article") view=pages::article::Article />
                <Route path=path!("/method") view=pages::method::Method />
                <Route path=path!("/failed-to-assign-an-ip-address") view=pages::no_address::NoAddress />
                <Route path=path!("/glossary") view=pages::glossary::Glossary />
                <Route path=path!("/api") view=pages::api::Api />
            </Routes>
        </Router>
    }
}

/// The scenario that the page was requested with: that of its address, or the saved one that it shows.
fn given(query: &str, asked: &Scenario) -> Option<Scenario> {
    if use_context::<RoomPage>().is_some_and(|page| !matches!(page, RoomPage::Start(_))) {
        // what a room decides about stays folded until its answers are shown
        return None;
    }
    match use_context::<SavedOutcome>() {
        Some(SavedOutcome::Found(page) | SavedOutcome::JustSaved { page, .. }) => Some(page.scenario),
        _ => (!query.is_empty()).then(|| asked.clone()),
    }
}

/// The pages that every page leads to. Each takes the scenario along, so that the way back leads to the same one.
fn site_links(path: &str, pages: &[(&str, &str)]) -> Markup {
    let current = |to: &str| match path == to {
        true => Some("page"),
        false => is_part_of(path, to).then_some("true"),
    };
    html! {
        @for (to, name) in pages { a href=(kept(to)) data-here aria-current=[current(to)] { (name) } }
    }
}

/// Whether a page belongs to one of the menu: the views to the plan, a type to the types.
fn is_part_of(path: &str, of: &str) -> bool {
    let is_view = of == View::Nodes.path() && View::at(path).is_some();
    is_view || path.strip_prefix(of).is_some_and(|rest| rest.starts_with('/'))
}

/// Only our own files, this page's boot script and its own style count; bars and rows carry their sizes in `style`.
fn protect(has_own_style: bool) {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let style = if has_own_style { format!(" 'nonce-{nonce}'") } else { String::new() };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'{style}; \
         style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    // A nonce is base64, so the policy is always a valid header.
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Path and query of the request.
fn request_address() -> (String, String) {
    let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
    url.map(|url| (url.path().to_string(), url.search().to_string())).unwrap_or_default()
}

/// What the browser half needs: the catalogue of the region, the list of regions, and the boot script.
fn live_parts(assets: AssetUrls, scenario: &Scenario) -> Markup {
    let site = site();
    let catalog = site.region(&scenario.region).map(|r| r.download.url.as_str()).unwrap_or_default();
    let line = |r: RegionRef| format!("{}|{}|{}", r.code, r.location, r.url.unwrap_or_default());
    let regions: Vec<_> = regions().into_iter().map(line).collect();
    html! {
        link id="catalog" rel="prefetch" href=(catalog) as="fetch" crossorigin="anonymous";
        script type="text/plain" id="regions" { (PreEscaped(regions.join("\n"))) }
        script type="module" nonce=[use_nonce()] { (PreEscaped(boot_script(assets.js, assets.wasm))) }
    }
}

/// Starts the islands once the whole page has been painted, which it must not delay (the browser tells of its first
/// paint, or a while passes; then one frame more), and the catalogue is there. Without it, or without the browser
/// half, the page stays what the server made it: a form that works by submitting. Between its steps the browser has a turn, so
/// that none keeps a tap or a key waiting for all of them.
fn boot_script(js: &str, wasm: &str) -> String {
    format!(
        "const html=document.documentElement;\
         await new Promise(painted=>{{try{{new PerformanceObserver(painted).observe({{type:'paint',buffered:true}})}}catch{{}}\
         requestAnimationFrame(()=>setTimeout(painted,300))}});\
         await new Promise(painted=>requestAnimationFrame(()=>setTimeout(painted)));\
         const turn=()=>new Promise(next=>setTimeout(next));\
         try{{const wasm=fetch('{wasm}');const m=await import('{js}');await m.default({{module_or_path:wasm}});await turn();\
         if(!await m.hydrate())throw new Error('no catalogue');\
         for(const e of document.querySelectorAll('leptos-island')){{await turn();await m[e.dataset.component](e)}}\
         html.dataset.live=''}}catch(e){{html.dataset.failed='';console.warn('Berth stays on the server:',e)}}"
    )
}

/// The dates of the data, for the foot of every page.
fn data_dates() -> String {
    let site = site();
    let Some(first) = site.regions().first() else { return "No catalogue is loaded.".into() };
    format!(
        "Catalogue {}: on-demand prices of {}, spot averages of {}. Linux, shared tenancy, US dollars without tax.",
        first.catalog.version,
        site.price_dates(),
        first.catalog.spot_as_of
    )
}

#[cfg(test)]
mod tests;
