//! The page that compares: with saved scenarios in its address, they are opened for it first.

use crate::http::pages::document;
use crate::http::state::{Opening, Service};
use app::compared::{MOST, saved};
use app::saved::{BaseUrl, SavedOutcome, SavedSet};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::provide_context;
use store::saved::Id;

/// The page's address.
pub const PATH: &str = "/compare";
/// More ids than this are not looked up: one more than are shown, so that it can be reported.
const MOST_OPENED: usize = MOST + 1;

/// Its route.
pub fn routes() -> Router<Service> {
    Router::new().route(PATH, get(compare))
}

async fn compare(State(service): State<Service>, request: Request) -> Response {
    let base = service.base_url(request.headers());
    let mut opened = Vec::new();
    for text in ids(request.uri().query().unwrap_or_default()) {
        let outcome = open(&service, &text, &base).await;
        opened.push((text, outcome));
    }
    let context = move || {
        provide_context(BaseUrl(base.clone()));
        provide_context(SavedSet(opened.clone()));
    };
    document::page(context, request).await
}

/// The IDs of a query, and as given what holds none.
fn ids(query: &str) -> Vec<String> {
    let mut ids = saved(query);
    ids.truncate(MOST_OPENED);
    ids
}

async fn open(service: &Service, text: &str, base: &str) -> SavedOutcome {
    let Ok(id) = text.parse::<Id>() else { return SavedOutcome::NotFound };
    match service.open(id, base).await {
        Ok(Opening::Found(page)) => SavedOutcome::Found(*page),
        Ok(Opening::Expired { at }) => SavedOutcome::Expired { at },
        Ok(Opening::NotFound) => SavedOutcome::NotFound,
        Err(refusal) => SavedOutcome::Unreadable { sentences: refusal.sentences() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_ids_are_opened_than_are_told() {
        assert_eq!(ids("saved=a,+b,&saved=&saved=c&types=d"), ["a", "b", "c"]);
        assert_eq!(ids("saved=https://berth.example/s/a?x=1&saved=/s/b/record"), ["a", "b"]);
        assert_eq!(ids("saved=1,2,3,4,5,6,7").len(), MOST_OPENED);
        assert!(ids("").is_empty());
    }
}
