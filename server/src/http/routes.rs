//! Every address of the site.

use crate::http::api;
use crate::http::assets::{self, Encoding, FAVICON, immutable};
use crate::http::contact;
use crate::http::health;
use crate::http::pack::in_best_brotli;
use crate::http::pages::{addresses, embed, fleet, fleet_files, kept, workloads};
use crate::http::pictures;
use crate::http::refusal::{Kind, Refusal};
use crate::http::rooms;
use crate::http::saved;
use crate::http::security::headers::protect;
use crate::http::security::origin::may_ask;
use crate::http::send::{Packed, send};
use crate::http::shed::in_turn;
use crate::http::state::Service;
use crate::http::take_away;
use crate::metrics::{Counts, count};
use crate::overload::Workers;
use app::shell::App;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Extension, Router};
use leptos_axum::{AxumRouteListing, generate_route_list};
use tower_http::set_header::SetResponseHeaderLayer;

/// What crawlers may read: pages, not what is made for programs, nor rooms. Those that draw previews of links read all.
const ROBOTS: &str = "User-agent: Twitterbot
User-agent: facebookexternalhit
User-agent: LinkedInBot
User-agent: Slackbot
Allow: /

User-agent: *
Disallow: /api/v1/
Disallow: /embed
Disallow: /r/
Disallow: /take-away/
";

/// The site's router.
pub fn router(service: Service, workers: Workers, counts: Counts) -> Router {
    let special =
        [&[api::page::PATH, fleet::PATH, addresses::PATH, saved::compared::PATH], &fleet_files::PATHS[..]].concat();
    let (own, routes): (Vec<_>, Vec<_>) = generate_route_list(App)
        .into_iter()
        .filter(|route| !rooms::is_here(route.path()))
        .partition(|route| special.contains(&route.path()) || saved::pages::is_here(route.path()));
    let saved_pages = saved::pages::routes(own.iter().map(AxumRouteListing::path));
    let pages = routes.iter().fold(Router::new(), |router, route| router.route(route.path(), get(kept::page)));
    let pages = pages.fallback(kept::page).with_state(service.clone());
    let pages = pages.merge(addresses::routes().with_state(service.clone()));
    let pages = pages.merge(fleet::routes().with_state(service.clone()));
    let pages = pages.merge(fleet_files::routes().with_state(service.clone()));
    let pages = pages.layer(from_fn(workloads::lead_on));
    #[cfg(debug_assertions)]
    let pages = pages.merge(crate::http::pages::design::routes());
    pages
        .merge(rooms::routes().with_state(service.clone()))
        .merge(saved_pages.with_state(service.clone()))
        .merge(saved::compared::routes().with_state(service.clone()))
        .merge(api::routes::routes().with_state(service.clone()))
        .merge(take_away::routes().with_state(service.clone()))
        .merge(pictures::routes().with_state(service.clone()))
        .merge(embed::routes().with_state(service.clone()))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        .layer(from_fn_with_state(Packed::default(), send))
        .layer(from_fn_with_state(workers, in_turn))
        .merge(rooms::streams().with_state(service.clone()))
        .route("/pkg/{file}", get(asset))
        .route("/catalog/{file}", get(catalog).with_state(service.clone()))
        .route(
            "/favicon.svg",
            get(|| async { immutable("image/svg+xml", Encoding::Identity, Bytes::from_static(FAVICON)) }),
        )
        .route("/favicon.ico", get(|| async { axum::response::Redirect::permanent("/favicon.svg") }))
        .route("/robots.txt", get(|| async { ROBOTS }))
        .merge(health::routes().with_state(service.clone()))
        .merge(contact::routes().with_state(service.clone()))
        .layer(Extension(service.contact().cloned()))
        .layer(from_fn_with_state(service.clone(), only_own_writes))
        .layer(from_fn_with_state(service, protect))
        .layer(from_fn_with_state(counts, count))
}

/// Refuses what another site makes a visitor's browser send.
async fn only_own_writes(State(service): State<Service>, request: Request, next: Next) -> Response<Body> {
    if may_ask(request.method(), request.headers(), service.public_url()) {
        return next.run(request).await;
    }
    let detail = "This request was sent by another site, so nothing was changed. Open Berth and try again.";
    match api::routes::is_here(request.uri().path()) {
        true => Refusal::new(Kind::OtherSite, detail).into_response(),
        false => (StatusCode::FORBIDDEN, format!("{detail}\n")).into_response(),
    }
}

/// A file of the browser half.
async fn asset(request: Request) -> Response<Body> {
    if let Some(found) = assets::serve(request.uri().path(), request.headers()) {
        return found;
    }
    from_cargo_leptos(request.uri().path()).await.unwrap_or_else(gone)
}

/// Under `cargo leptos watch` the files are on disk, and change. The style sheets are joined here, as
/// the build script joins them.
async fn from_cargo_leptos(path: &str) -> Option<Response<Body>> {
    let root = std::env::var("LEPTOS_SITE_ROOT").ok()?;
    let (mime, bytes) = match path {
        "/pkg/berth.js" => ("text/javascript; charset=utf-8", tokio::fs::read(format!("{root}{path}")).await.ok()?),
        "/pkg/read_out.js" => {
            let script = tokio::fs::read_to_string("app/src/pages/read_out.js").await.ok()?;
            ("text/javascript; charset=utf-8", format!("const PICTURE = \"/pkg/picture.js\";\n{script}").into())
        }
        "/pkg/picture.js" => {
            ("text/javascript; charset=utf-8", tokio::fs::read("app/src/pages/picture.js").await.ok()?)
        }
        "/pkg/berth.wasm" => ("application/wasm", tokio::fs::read(format!("{root}{path}")).await.ok()?),
        "/pkg/berth.css" => ("text/css; charset=utf-8", style_sheets("style").await.ok()?),
        "/pkg/pages.css" => ("text/css; charset=utf-8", style_sheets("style/pages").await.ok()?),
        "/pkg/rooms.css" => ("text/css; charset=utf-8", style_sheets("style/rooms").await.ok()?),
        "/pkg/cluster.css" => ("text/css; charset=utf-8", style_sheets("style/cluster").await.ok()?),
        _ => return None,
    };
    Some(([(header::CONTENT_TYPE, mime)], bytes).into_response())
}

async fn style_sheets(folder: &str) -> std::io::Result<Vec<u8>> {
    let mut sheets = Vec::new();
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        if entry.path().extension().is_some_and(|e| e == "css") {
            sheets.push(entry.path());
        }
    }
    sheets.sort();
    let mut css = Vec::new();
    for sheet in sheets {
        css.extend(tokio::fs::read(sheet).await?);
    }
    Ok(css)
}

/// A region's catalogue for the browser.
async fn catalog(State(service): State<Service>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let Some(download) = service.download(uri.path()).await else { return gone() };
    let encoding = match Encoding::of(&headers) {
        Encoding::Gzip => Encoding::Identity,
        other => other,
    };
    let whole = download.bytes.clone();
    let bytes = match encoding {
        Encoding::Brotli => tokio::task::spawn_blocking(move || download.packed(in_best_brotli)).await.unwrap_or(whole),
        _ => whole,
    };
    immutable("application/octet-stream", encoding, Bytes::from_owner(bytes))
}

fn gone() -> Response<Body> {
    (StatusCode::NOT_FOUND, "There is nothing at this address; reload the page for the current one.\n").into_response()
}
