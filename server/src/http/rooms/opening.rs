//! Opening a room.

use super::answer::{Asking, later, to};
use super::find::Nowhere;
use super::form::Form;
use super::key;
use super::not_done::NotDone;
use super::pages::start_page;
use crate::http::refusal::{Kind, Refusal};
use crate::http::security::client::Client;
use crate::http::security::form::pairs;
use crate::http::state::Service;
use crate::rooms::{Hub, now};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use model::scenario::link::from_query;
use store::RoomId;
use store::saved::Token;

/// Most bytes of the form: a scenario, and texts far too long, so that the problem can be reported.
pub const MAX_FORM: usize = 256 * 1024;

/// Opens a room and gives its facilitator a key.
pub async fn open(State(service): State<Service>, client: Client, request: Request) -> Response<Body> {
    let (asking, body) = Asking::of(&service, request);
    let Some(hub) = service.rooms() else { return Nowhere::off().answer(asking).await };
    let form = match pairs(asking.headers(), body, MAX_FORM).await {
        Ok(pairs) => Form(pairs),
        Err(refusal) => return asking.refused(&refusal).await,
    };
    let Some(key) = form.text("key").parse().ok().or_else(Token::random) else {
        return asking
            .refused(&Refusal::new(Kind::Unavailable, "Berth got no random number for a key. Try again."))
            .await;
    };
    match opened(&service, hub, client, &form, &key).await {
        Ok(id) => to(&format!("/r/{id}"), key::kept(id, &key, asking.is_https)),
        Err(NotDone { status, problems, wait }) => {
            let scenario = from_query(&form.text("scenario")).scenario;
            let supersedes = Some(form.text("supersedes")).filter(|id| !id.is_empty());
            let page = start_page(scenario, form.typed(), supersedes, problems).await;
            later(asking.page(status, "/rooms/new", page).await, wait)
        }
    }
}

async fn opened(service: &Service, hub: &Hub, client: Client, form: &Form, key: &Token) -> Result<RoomId, NotDone> {
    let opening = form.opening(key::hash(key)).map_err(NotDone::invalid)?;
    let event = room::open(opening, now()).map_err(|refusal| form.as_typed(refusal))?;
    let admitted = service.keep_pace(hub.opening(), client.0).await;
    admitted.map_err(|too_often| NotDone::too_often(too_often, "rooms can be opened"))?;
    Ok(hub.open(&[event]).await?)
}
