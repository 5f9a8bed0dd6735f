//! What the addresses of rooms show: starting one, finding one by its code, a seat's page, the screen.

use super::answer::{Asking, later, to};
use super::find::{Nowhere, room};
use super::key;
use super::not_done::NotDone;
use crate::http::security::client::Client;
use crate::http::security::segment::{Segment, Segments};
use crate::http::state::Service;
use crate::rooms::{Room, Shown};
use app::address::Address;
use app::rooms::{CodePage, Gone, JoinPage, RoomPage, StartPage, Suggested, Typed};
use app::site::newest;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use model::scenario::Scenario;
use model::scenario::link::query_pairs;
use room::questions_that_matter;
use store::RoomId;
use store::rooms::{Code, CodeError};
use store::saved::{Id, Token};

/// The form that opens a room.
pub async fn start(State(service): State<Service>, request: Request) -> Response<Body> {
    let (asking, _) = Asking::of(&service, request);
    if service.rooms().is_none() {
        return Nowhere::off().answer(asking).await;
    }
    let address = Address::of(asking.query());
    let supersedes = value(asking.query(), "supersedes").filter(|id| id.parse::<Id>().is_ok());
    let problems = address.problems.iter().map(super::form::said).collect();
    let page = start_page(address.scenario, Typed::default(), supersedes, problems).await;
    asking.page(StatusCode::OK, "/rooms/new", page).await
}

/// The form, also where it was refused.
pub async fn start_page(
    scenario: Scenario,
    typed: Typed,
    supersedes: Option<String>,
    problems: Vec<String>,
) -> RoomPage {
    let asked = scenario.clone();
    let questions = tokio::task::spawn_blocking(move || suggested(&asked)).await.unwrap_or_default();
    RoomPage::Start(Box::new(StartPage { scenario, key: new_key(), questions, typed, problems, supersedes }))
}

/// Every question, with whether it is worth asking.
fn suggested(scenario: &Scenario) -> Vec<Suggested> {
    let site = newest();
    let Some(region) = site.region(&scenario.region) else { return Vec::new() };
    let questions = questions_that_matter(&region.catalog, scenario);
    questions.into_iter().map(|q| Suggested { question: q.question, matters: q.matters, why: q.why }).collect()
}

/// The form for a code, and where a code leads.
pub async fn by_code(State(service): State<Service>, client: Client, request: Request) -> Response<Body> {
    let (asking, _) = Asking::of(&service, request);
    let Some(hub) = service.rooms() else { return Nowhere::off().answer(asking).await };
    let Some(typed) = value(asking.query(), "code").filter(|typed| !typed.trim().is_empty()) else {
        return asking.page(StatusCode::OK, "/r", RoomPage::Code(CodePage::default())).await;
    };
    let refused = |said: String| RoomPage::Code(CodePage { code: typed.clone(), problems: vec![said] });
    let code: Code = match typed.parse() {
        Ok(code) => code,
        Err(error) => return asking.page(StatusCode::NOT_FOUND, "/r", refused(CodeError::to_string(&error))).await,
    };
    if let Err(too_often) = service.keep_pace(hub.codes(), client.0).await {
        let NotDone { status, problems, wait } = NotDone::too_often(too_often, "codes can be tried");
        return later(asking.page(status, "/r", RoomPage::Code(CodePage { code: typed, problems })).await, wait);
    }
    match hub.by_code(code).await {
        Ok(Some(id)) => to(&format!("/r/{id}"), None),
        Ok(None) => {
            let said = format!("No open room has the code {code}. Codes end when a room is closed; its link stays.");
            asking.page(StatusCode::NOT_FOUND, "/r", refused(said)).await
        }
        Err(error) => {
            tracing::error!("a room could not be looked up: {error}");
            let said = "The store cannot be read at the moment. Try again in a few seconds.";
            asking.page(StatusCode::SERVICE_UNAVAILABLE, "/r", refused(said.into())).await
        }
    }
}

/// A room: for whoever has a seat their view, for others the way to one.
pub async fn seat(State(service): State<Service>, id: Segment, request: Request) -> Response<Body> {
    let (asking, _) = Asking::of(&service, request);
    let room = match room(&service, id).await {
        Ok(room) => room,
        Err(nowhere) => return nowhere.answer(asking).await,
    };
    if let Some(given) = value(asking.query(), "seat") {
        return on_this_device(&room, &given, asking).await;
    }
    let key = key::of_request(asking.headers(), room.id());
    let page = match room.shown_with_figures().await {
        Some(_) => view(&room, key, &asking.base),
        None => None,
    };
    let address = format!("/r/{}", room.id());
    match page {
        Some(page) => asking.page(StatusCode::OK, &address, page).await,
        None => no_longer(asking).await,
    }
}

/// What a room shows to whoever has this key, or none.
pub fn view(room: &Room, key: Option<Token>, base: &str) -> Option<RoomPage> {
    let shown = room.shown()?;
    let seat = key.as_ref().and_then(|key| room.seat_of(&key::hash(key)));
    Some(match (seat, key) {
        (Some(seat), Some(key)) => {
            let phone = Some(format!("{base}/r/{}?seat={key}", room.id()));
            RoomPage::Seat(Box::new(app::rooms::SeatPage { phone, ..shown.seat(seat, base) }))
        }
        // nobody comes in any more: there is only something to see
        _ if shown.is_over() => RoomPage::Screen(Box::new(shown.screen(base))),
        _ => join_page(&shown, base, String::new(), Vec::new()),
    })
}

/// The form that takes a seat.
pub fn join_page(shown: &Shown, base: &str, name: String, problems: Vec<String>) -> RoomPage {
    let (place, view) = (shown.place(base), shown.for_screen());
    RoomPage::Join(Box::new(JoinPage { place, view, key: new_key(), name, problems }))
}

/// The key of a seat that a form may take: sent twice, it is one seat. Empty without randomness; then one is drawn when
/// the form comes.
fn new_key() -> String {
    Token::random().map(|key| key.to_string()).unwrap_or_default()
}

/// Goes on with a seat on this device: the key moves from the address into the cookie.
async fn on_this_device(room: &Room, given: &str, asking: Asking) -> Response<Body> {
    let has_seat = |key: &Token| room.seat_of(&key::hash(key)).is_some();
    // Whoever has a seat here keeps it: a link pasted into the team's chat must not cost the facilitator theirs.
    if key::of_request(asking.headers(), room.id()).as_ref().is_some_and(has_seat) {
        return to(&format!("/r/{}", room.id()), None);
    }
    let key = given.parse().ok().filter(has_seat);
    let cookie = key.and_then(|key| key::kept(room.id(), &key, asking.is_https));
    to(&format!("/r/{}", room.id()), cookie)
}

/// The room for the projector. It reads no key: what it shows is for everybody.
pub async fn screen(State(service): State<Service>, id: Segment, request: Request) -> Response<Body> {
    let (asking, _) = Asking::of(&service, request);
    let room = match room(&service, id).await {
        Ok(room) => room,
        Err(nowhere) => return nowhere.answer(asking).await,
    };
    let address = format!("/r/{}/screen", room.id());
    match room.shown_with_figures().await {
        Some(shown) => {
            let page = RoomPage::Screen(Box::new(shown.screen(&asking.base)));
            asking.page(StatusCode::OK, &address, page).await
        }
        None => no_longer(asking).await,
    }
}

/// Where a form was sent to is no page to come back to: the room is.
pub async fn back(segments: Segments) -> Response<Body> {
    let (Segment(id), _) = segments.room_and_command();
    let id: Option<RoomId> = id.and_then(|id| id.parse().ok());
    to(&id.map_or("/r".to_owned(), |id| format!("/r/{id}")), None)
}

/// A room that ended while it was asked for.
pub async fn no_longer(asking: Asking) -> Response<Body> {
    let sentences = vec!["Reload the page.".to_owned()];
    asking.gone(StatusCode::SERVICE_UNAVAILABLE, Gone { heading: "The room cannot be shown", sentences }).await
}

/// The first value of a key.
fn value(query: &str, key: &str) -> Option<String> {
    query_pairs(query).find(|(found, _)| found == key).map(|(_, value)| value)
}
