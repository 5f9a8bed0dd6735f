//! Saved scenarios: save, open, delete.

use super::answer::{ASK_AGAIN, Answered, Keep, json, kept};
use super::asked::{Asked, json_body};
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::security::client::Client;
use crate::http::security::segment::Segment;
use crate::http::state::{Opening, Service, Wanted, parent};
use crate::json::moment::rfc3339;
use crate::json::saved::saved;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use model::scenario::link::Problem;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use store::saved::{Deletion, Id, Saving, Token, TokenError};

/// A scenario that is saved now, or was before.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SavedLink")]
pub struct SavedLink {
    id: String,
    /// Its page.
    url: String,
    /// The token that deletes it, returned only this once; none where the scenario was already saved.
    delete_token: Option<String>,
    /// When it was saved first, UTC.
    created_at: String,
    /// When it goes, UTC; none: it stays.
    expires_at: Option<String>,
}

/// The keys of what is saved.
const KEYS: [&str; 4] = ["scenario", "title", "note", "parent"];

/// Saves a scenario.
pub async fn save(State(service): State<Service>, client: Client, request: Request) -> Answered {
    let _place = service.place()?;
    let (parts, body) = json_body(request).await?;
    let wanted = wanted(&service, &body)?;
    service.admit(client.0).await?;
    let saving = service.save(wanted).await?;
    let (status, delete_token) = match &saving {
        Saving::Saved { token, .. } => (StatusCode::CREATED, Some(token.to_string())),
        Saving::AlreadySaved { .. } => (StatusCode::OK, None),
    };
    let Opening::Found(page) = service.open(saving.id(), &service.base_url(&parts.headers)).await? else {
        return Err(not_found());
    };
    let location = format!("/api/v1/scenarios/{}", page.id);
    let link = SavedLink {
        id: page.id,
        url: page.url,
        delete_token,
        created_at: rfc3339(page.created_at),
        expires_at: page.expires_at.map(rfc3339),
    };
    let mut response = json(status, &link)?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(location) = HeaderValue::from_str(&location) {
        headers.insert(header::LOCATION, location);
    }
    Ok(response)
}

/// What is to be saved, or everything that is wrong at once.
fn wanted(service: &Service, body: &Value) -> Result<Wanted, Refusal> {
    let Value::Object(body) = body else {
        let detail = "The body is not a JSON object; it takes one such as {\"scenario\": {\"v\": 1}}.";
        return Err(Refusal::invalid(vec![Wrong::of_request(detail)]));
    };
    let mut errors: Vec<Wrong> = Vec::new();
    let unknown = body.keys().filter(|key| !KEYS.contains(&key.as_str()));
    errors.extend(unknown.map(|key| Wrong::from(&Problem::of_key(key, "is not one of scenario, title, note, parent"))));
    let mut text = |key| {
        text(body, key).unwrap_or_else(|wrong| {
            errors.push(wrong);
            String::new()
        })
    };
    let (title, note, parent_text) = (text("title"), text("note"), text("parent"));
    let parent = parent(&parent_text).unwrap_or_else(|wrong| {
        errors.push(wrong);
        None
    });
    let scenario = match body.get("scenario") {
        Some(scenario) => Asked::from_json(&service.current().site, scenario).map(|asked| asked.scenario),
        None => Err(Refusal::invalid(vec![Wrong::of_field(
            "scenario",
            "scenario: is missing; it takes an object such as {\"v\": 1}.",
        )])),
    };
    let scenario = scenario.unwrap_or_else(|refusal| {
        errors.extend(refusal.errors);
        Default::default()
    });
    let wanted = Wanted { scenario, title, note, parent, decided_for: None };
    errors.extend(service.check(&wanted).err().into_iter().flat_map(|refusal| refusal.errors));
    if errors.is_empty() { Ok(wanted) } else { Err(Refusal::invalid(errors)) }
}

/// A text of the body; nothing is none.
fn text(body: &Map<String, Value>, key: &str) -> Result<String, Wrong> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(other) => Err(Wrong::from(&Problem::new(key, &other.to_string(), "a text, or null"))),
    }
}

/// Opens a saved scenario.
pub async fn open(State(service): State<Service>, id: Segment, headers: HeaderMap) -> Answered {
    let id = read_id(id)?;
    match service.open(id, &service.base_url(&headers)).await? {
        Opening::Found(page) => {
            let state = service.state_of(&page);
            kept(Keep { state: &state, control: ASK_AGAIN }, &headers, || json(StatusCode::OK, &saved(&page)))
        }
        Opening::Expired { at } => {
            Err(Refusal::new(Kind::Expired, format!("This scenario was kept until {}.", rfc3339(at))))
        }
        Opening::NotFound => Err(not_found()),
    }
}

/// Deletes a saved scenario for whoever has its token.
pub async fn delete(State(service): State<Service>, client: Client, id: Segment, headers: HeaderMap) -> Answered {
    let id = read_id(id)?;
    let token = read_token(&headers)?;
    service.admit(client.0).await?;
    match service.delete(id, token).await? {
        Deletion::Deleted => Ok(StatusCode::NO_CONTENT.into_response()),
        Deletion::NotFound => Err(not_found()),
        Deletion::WrongToken => Err(Refusal::wrong_token(id)),
    }
}

fn read_id(id: Segment) -> Result<Id, Refusal> {
    id.0.and_then(|text| text.parse().ok()).ok_or_else(not_found)
}

/// The token of `Authorization: Bearer <token>`.
fn read_token(headers: &HeaderMap) -> Result<Token, Refusal> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.split_once(' '));
    match given {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            token.trim().parse().map_err(|error: TokenError| Refusal::new(Kind::WrongToken, error.to_string()))
        }
        _ => Err(Refusal::new(
            Kind::NoToken,
            "Deleting takes the token that was returned when the scenario was saved, as Authorization: Bearer <token>.",
        )),
    }
}

fn not_found() -> Refusal {
    Refusal::new(Kind::NotFound, "There is no such saved scenario. Check that you copied the whole ID.")
}
