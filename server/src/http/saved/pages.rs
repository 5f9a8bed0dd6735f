//! The addresses under `/s`: what a short link opens, and the forms that save and delete.

use super::handover::{self, Handover};
use crate::fleets;
use crate::http::pages::document;
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::security::cached::is_known;
use crate::http::security::client::Client;
use crate::http::security::form::pairs;
use crate::http::security::segment::Segment;
use crate::http::state::{Opening, Service, Wanted, parent};
use app::address::read_pairs;
use app::rooms::RoomsOn;
use app::saved::{BaseUrl, NOTE, PARENT, RefusedSave, SavedOutcome, SavedPage, TITLE, TOKEN};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::provide_context;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use model::summary::decided::DecidedFor;
use store::saved::{Deletion, Id, Saving, Token, TokenError};

/// Most bytes of a form: 30 profiles, daemonsets and subnets with names of 100 characters, and a note far
/// too long, so that the problem can be reported.
const MAX_FORM: usize = 256 * 1024;

/// The form that saves is sent here.
const SAVE: &str = "/s";
/// The form that deletes is sent here.
const DELETE: &str = "/s/{id}/delete";

/// Whether a page's address is answered for here.
pub fn is_here(path: &str) -> bool {
    path == SAVE || path.starts_with("/s/")
}

/// The routes, given the pages' addresses: every page under the ID shows the same saved scenario.
pub fn routes<'a>(pages: impl IntoIterator<Item = &'a str>) -> Router<Service> {
    let forms = Router::new().route(SAVE, get(nothing).post(save)).route(DELETE, get(nothing).post(delete));
    let opening = pages.into_iter().filter(|path| is_here(path) && ![SAVE, DELETE].contains(path));
    opening.fold(forms, |router, path| router.route(path, get(open)))
}

/// An outcome as it is answered.
struct PageAnswer {
    status: StatusCode,
    outcome: SavedOutcome,
    retry_after: Option<u64>,
}

impl PageAnswer {
    fn new(status: StatusCode, outcome: SavedOutcome) -> PageAnswer {
        PageAnswer { status, outcome, retry_after: None }
    }

    fn refused(refusal: &Refusal, outcome: SavedOutcome) -> PageAnswer {
        PageAnswer { status: refusal.kind.status(), outcome, retry_after: refusal.retry_after }
    }

    /// The page, which no cache keeps: it may hold a secret.
    async fn page(self, service: &Service, request: Request) -> Response {
        let PageAnswer { status, outcome, retry_after } = self;
        let (base, rooms) = (service.base_url(request.headers()), service.rooms().is_some());
        let context = move || {
            provide_context(BaseUrl(base.clone()));
            if rooms {
                provide_context(RoomsOn);
            }
            provide_context(outcome.clone());
        };
        let mut response = document::page(context, request).await;
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// What a short link opens.
async fn open(State(service): State<Service>, id: Segment, request: Request) -> Response {
    let base = service.base_url(request.headers());
    let id: Option<Id> = id.0.and_then(|text| text.parse().ok());
    let opening = match id {
        Some(id) => service.open(id, &base).await,
        None => Ok(Opening::NotFound),
    };
    let answer = match opening {
        Ok(Opening::Found(page)) => {
            if request.uri().path().ends_with("/fleet") {
                return of_fleet(*page, &service, request).await;
            }
            if let Some((id, handover)) = id.zip(handover(&page.id, &request)) {
                return just_saved(
                    id,
                    SavedOutcome::JustSaved { page: *page, token: handover.token },
                    &service,
                    request,
                )
                .await;
            }
            let tag = format!("W/\"{}\"", service.state_of(&page));
            return found(tag, SavedOutcome::Found(*page), &service, request).await;
        }
        Ok(Opening::Expired { at }) => PageAnswer::new(StatusCode::GONE, SavedOutcome::Expired { at }),
        Ok(Opening::NotFound) => PageAnswer::new(StatusCode::NOT_FOUND, SavedOutcome::NotFound),
        Err(refusal) => PageAnswer::refused(&refusal, SavedOutcome::Unreadable { sentences: refusal.sentences() }),
    };
    answer.page(&service, request).await
}

/// A page about the fleet of a saved scenario, by the catalogue of its day.
async fn of_fleet(page: SavedPage, service: &Service, request: Request) -> Response {
    let found = fleets::found(page.edition_then, &page.catalog_then, &page.scenario).await.unwrap_or_default();
    let base = service.base_url(request.headers());
    let outcome = SavedOutcome::Found(page);
    let context = move || {
        provide_context(BaseUrl(base.clone()));
        provide_context(outcome.clone());
        provide_context(found.clone());
    };
    document::page(context, request).await
}

/// What saving handed over, where this is the link itself being viewed.
fn handover(id: &str, request: &Request) -> Option<Handover> {
    let is_the_link = request.method() == Method::GET && request.uri().path().strip_prefix("/s/") == Some(id);
    handover::taken(request.headers()).filter(|_| is_the_link)
}

/// The first view after saving: with the secret, which is taken away from the browser with the same answer.
async fn just_saved(id: Id, outcome: SavedOutcome, service: &Service, request: Request) -> Response {
    let spent = handover::spent(id, service.is_https(request.headers()));
    let mut response = PageAnswer::new(StatusCode::OK, outcome).page(service, request).await;
    if let Some(cookie) = spent {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A page that a browser may keep, to ask each time whether it is still the same: the scenario never
/// changes, but its comparison with today's figures does.
async fn found(tag: String, outcome: SavedOutcome, service: &Service, request: Request) -> Response {
    let mut response = match is_known(&tag, request.headers()) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => PageAnswer::new(StatusCode::OK, outcome).page(service, request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Where a form was sent to is no page to come back to.
async fn nothing(State(service): State<Service>, request: Request) -> Response {
    PageAnswer::new(StatusCode::NOT_FOUND, SavedOutcome::NotFound).page(&service, request).await
}

/// Saves what the planner's form holds.
async fn save(State(service): State<Service>, client: Client, request: Request) -> Response {
    let is_https = service.is_https(request.headers());
    let (head, body) = request.into_parts();
    let (form, done) = match pairs(&head.headers, body, MAX_FORM).await {
        Ok(pairs) => {
            let form = Form::read(pairs);
            let done = form.save(&service, client).await;
            (form, done)
        }
        Err(refusal) => (Form { typed: None, ..Form::read(Vec::new()) }, Err(refusal)),
    };
    match done {
        Ok(saving) => to_the_link(&saving, is_https),
        Err(refusal) => {
            let answer = PageAnswer::refused(&refusal, form.refused(&refusal));
            answer.page(&service, Request::from_parts(head, Body::empty())).await
        }
    }
}

/// On to the link: the address bar then holds what everyone can open, and a reload sends nothing again.
fn to_the_link(saving: &Saving, is_https: bool) -> Response {
    let link = format!("/s/{}", saving.id());
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, link), (header::CACHE_CONTROL, "no-store".into())]).into_response();
    if let Some(cookie) = handover::given(saving, is_https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What the form that saves sent.
struct Form {
    scenario: Scenario,
    /// What the scenario was read from; `None` where the form could not be read.
    typed: Option<Vec<(String, String)>>,
    problems: Vec<Problem>,
    title: String,
    note: String,
    parent: String,
    decided_for: Option<DecidedFor>,
}

impl Form {
    fn read(pairs: Vec<(String, String)>) -> Form {
        let (own, of_scenario): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(key, _)| [TITLE, NOTE, PARENT, DecidedFor::KEY].contains(&key.as_str()));
        let field =
            |name: &str| own.iter().rfind(|(key, _)| key == name).map(|(_, text)| text.clone()).unwrap_or_default();
        let (decoded, _) = read_pairs(of_scenario.clone());
        Form {
            title: field(TITLE),
            note: field(NOTE),
            parent: field(PARENT),
            decided_for: DecidedFor::from_code(&field(DecidedFor::KEY)),
            scenario: decoded.scenario,
            typed: Some(of_scenario),
            problems: decoded.problems,
        }
    }

    async fn save(&self, service: &Service, client: Client) -> Result<Saving, Refusal> {
        let _place = service.place()?;
        let wanted = self.wanted(service)?;
        service.admit(client.0).await?;
        service.save(wanted).await
    }

    /// What is to be saved, or everything that is wrong at once.
    fn wanted(&self, service: &Service) -> Result<Wanted, Refusal> {
        let parent = parent(&self.parent);
        let (scenario, title, note) = (self.scenario.clone(), self.title.clone(), self.note.clone());
        let (of, decided_for) = (parent.clone().unwrap_or_default(), self.decided_for);
        let wanted = Wanted { scenario, title, note, parent: of, decided_for };
        let mut errors: Vec<Wrong> = self.problems.iter().map(Wrong::from).collect();
        errors.extend(service.check(&wanted).err().into_iter().flat_map(|refusal| refusal.errors));
        errors.extend(parent.err());
        if errors.is_empty() { Ok(wanted) } else { Err(Refusal::invalid(errors)) }
    }

    fn refused(self, refusal: &Refusal) -> SavedOutcome {
        SavedOutcome::Refused(Box::new(RefusedSave {
            sentences: refusal.sentences(),
            retry_after: refusal.retry_after,
            scenario: self.scenario,
            typed: self.typed,
            problems: self.problems,
            title: self.title,
            note: self.note,
            parent: self.parent,
            decided_for: self.decided_for,
        }))
    }
}

/// Deletes for whoever has the token.
async fn delete(State(service): State<Service>, client: Client, id: Segment, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let id = id.0.unwrap_or_default();
    let done = match pairs(&head.headers, body, MAX_FORM).await {
        Ok(pairs) => try_delete(&service, client, &id, &pairs).await,
        Err(refusal) => Err(refusal),
    };
    let answer = done.unwrap_or_else(|refusal| {
        PageAnswer::refused(&refusal, SavedOutcome::NotDeleted { id, sentences: refusal.sentences() })
    });
    answer.page(&service, Request::from_parts(head, Body::empty())).await
}

async fn try_delete(
    service: &Service,
    client: Client,
    id: &str,
    pairs: &[(String, String)],
) -> Result<PageAnswer, Refusal> {
    let gone = || PageAnswer::new(StatusCode::NOT_FOUND, SavedOutcome::NotFound);
    let Ok(id) = id.parse::<Id>() else { return Ok(gone()) };
    let token = pairs.iter().rfind(|(key, _)| key == TOKEN).map_or("", |(_, token)| token.trim());
    let token: Token = token.parse().map_err(|error: TokenError| Refusal::new(Kind::WrongToken, error.to_string()))?;
    service.admit(client.0).await?;
    match service.delete(id, token).await? {
        Deletion::Deleted => Ok(PageAnswer::new(StatusCode::OK, SavedOutcome::Deleted { id: id.to_string() })),
        Deletion::NotFound => Ok(gone()),
        Deletion::WrongToken => Err(Refusal::wrong_token(id)),
    }
}
