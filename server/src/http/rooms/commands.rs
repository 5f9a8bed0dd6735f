//! What people do in a room: a form a command. Without a script it leads back to the room's page, or to that page with
//! what is wrong; a script gets the newest view of its seat.

use super::answer::{Asking, fragment, later, sentences, to};
use super::find::room;
use super::form::{EVERY_QUESTION, Form};
use super::key;
use super::not_done::NotDone;
use super::opening::MAX_FORM;
use super::pages::{join_page, no_longer, view};
use crate::http::saved::handover;
use crate::http::security::client::Client;
use crate::http::security::form::pairs;
use crate::http::security::segment::Segments;
use crate::http::state::Service;
use crate::rooms::{Record, Room};
use app::rooms::{RoomPage, seat_fragment};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use room::{Command, Question, SeatId};
use std::sync::Arc;
use std::time::Instant;
use store::saved::{Saving, Token};

/// A command that was sent to a room.
struct Sent {
    room: Room,
    /// The sender's key and seat.
    key: Option<Token>,
    seat: Option<SeatId>,
    form: Form,
}

/// Does what a form asks for.
pub async fn command(
    State(service): State<Service>,
    client: Client,
    segments: Segments,
    request: Request,
) -> Response<Body> {
    let (asking, body) = Asking::of(&service, request);
    let (id, name) = segments.room_and_command();
    let room = match room(&service, id).await {
        Ok(room) => room,
        Err(nowhere) => return nowhere.answer(asking).await,
    };
    let form = match pairs(asking.headers(), body, MAX_FORM).await {
        Ok(pairs) => Form(pairs),
        Err(refusal) => return asking.refused(&refusal).await,
    };
    let key = key::of_request(asking.headers(), room.id());
    let seat = key.as_ref().and_then(|key| room.seat_of(&key::hash(key)));
    // whoever has a seat keeps it, in however many windows they join
    let key = if seat.is_some() { key } else { form.text("key").parse().ok().or_else(Token::random) };
    let mut sent = Sent { room, key, seat, form };
    let done = sent.run(&service, client, &name).await;
    sent.answer(asking, &name, done).await
}

impl Sent {
    async fn run(&mut self, service: &Service, client: Client, name: &str) -> Result<Option<Saving>, NotDone> {
        let key = self.key.as_ref().map(key::hash).unwrap_or_default();
        let command = self
            .form
            .command(name, key)
            .ok_or_else(|| NotDone::new(StatusCode::NOT_FOUND, "A room takes no such command. Reload the page."))?;
        self.admit(client)?;
        let command = command.map_err(NotDone::invalid)?;
        let record = match command {
            Command::Close { with_what_if, .. } => Some(self.record(service, with_what_if).await),
            _ => None,
        };
        let joins = matches!(command, Command::Join { .. });
        let done = self.room.ask(self.seat, command, record).await?;
        if joins {
            self.seat = self.key.as_ref().and_then(|key| self.room.seat_of(&key::hash(key)));
        }
        Ok(done.saved)
    }

    /// Makes the record of a room that is closed: a saved scenario as any other. What a team tried out together has the mode
    /// that they gave it; what they only answered is planned as the verdict on their answers said. Its fleet is searched for
    /// before, since the room waits for nothing.
    async fn record(&self, service: &Service, with_what_if: bool) -> Record {
        let fleet = match self.room.shown() {
            Some(shown) => service.fleet_of_record(&shown.state.decided_scenario(with_what_if), with_what_if).await,
            None => None,
        };
        let service = service.clone();
        Arc::new(move |closing| {
            service.record_of(closing, with_what_if, fleet.clone()).map_err(|refusal| refusal.sentences())
        })
    }

    /// Lets a seat, or a client without one, write at its pace.
    fn admit(&self, client: Client) -> Result<(), NotDone> {
        let hub = self.room.hub();
        let admitted = match self.seat {
            Some(seat) => hub.writing().admit((self.room.id(), seat), Instant::now()),
            None => hub.joining().admit(client.0, Instant::now()),
        };
        admitted.map_err(|too_often| NotDone::too_often(too_often, "something can be changed"))
    }

    async fn answer(self, asking: Asking, name: &str, done: Result<Option<Saving>, NotDone>) -> Response<Body> {
        match done {
            Ok(saved) => self.done(asking, name, saved),
            Err(not_done) => self.not_done(asking, not_done).await,
        }
    }

    fn done(self, asking: Asking, name: &str, saved: Option<Saving>) -> Response<Body> {
        // the secret that deletes the record, for its first view
        let handed = saved.as_ref().and_then(|saving| handover::given(saving, asking.is_https));
        let mut response = match self.fragment(&asking, Vec::new()) {
            Some(html) if asking.wants_fragment() => fragment(StatusCode::OK, html),
            _ => {
                let cookie = self.key.as_ref().filter(|_| name == "join");
                let cookie = cookie.and_then(|key| key::kept(self.room.id(), key, asking.is_https));
                let record = saved.as_ref().map(|saving| format!("/s/{}", saving.id()));
                to(&record.unwrap_or_else(|| self.back(name)), cookie)
            }
        };
        if let Some(cookie) = handed {
            response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
        }
        response
    }

    /// Where a form leads without a script: what was tried out, who disagrees and what is on the screen are seen in their own
    /// part, which the room may not propose.
    fn back(&self, name: &str) -> String {
        let question = self.form.text("question");
        let part = match name {
            "what-if" => Some(name),
            "show" if question == EVERY_QUESTION => Some(EVERY_QUESTION),
            "dissent" | "show" => Question::of_key(&question).map(|question| question.key()),
            _ => None,
        };
        let room = format!("/r/{}", self.room.id());
        part.map_or_else(|| room.clone(), |part| format!("{room}?q={part}"))
    }

    async fn not_done(self, asking: Asking, not_done: NotDone) -> Response<Body> {
        let NotDone { status, problems, wait } = not_done;
        if asking.wants_fragment() {
            let response = match self.fragment(&asking, problems.clone()) {
                Some(html) => fragment(status, html),
                None => sentences(status, &problems),
            };
            return later(response, wait);
        }
        let address = format!("/r/{}", self.room.id());
        let page = match self.seat {
            Some(_) => view(&self.room, self.key, &asking.base).map(|page| match page {
                RoomPage::Seat(page) => {
                    let typed = self.form.0;
                    RoomPage::Seat(Box::new(app::rooms::SeatPage { problems, typed, ..*page }))
                }
                other => other,
            }),
            None => self.room.shown().map(|shown| join_page(&shown, &asking.base, self.form.text("name"), problems)),
        };
        match page {
            Some(page) => later(asking.page(status, &address, page).await, wait),
            None => no_longer(asking).await,
        }
    }

    /// The newest view of the sender's seat.
    fn fragment(&self, asking: &Asking, problems: Vec<String>) -> Option<String> {
        let shown = self.room.shown()?;
        let page = app::rooms::SeatPage { problems, ..shown.seat(self.seat?, &asking.base) };
        Some(seat_fragment(&page))
    }
}
