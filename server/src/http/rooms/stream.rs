//! What happens in a room as it happens: server-sent events, each with a whole view in one line.
//!
//! A stream holds no queue. It sleeps until something has changed, makes its seat's view of the newest moment, and sends
//! that where it differs from what it sent last. Whoever reads slowly misses moments, never the last one; and what others
//! may not see changes no byte and wakes no connection.

use super::answer::closed_to_others;
use super::find::{expired, room};
use super::key;
use crate::fnv1a::fnv1a;
use crate::http::security::client::Client;
use crate::http::security::segment::Segment;
use crate::http::state::Service;
use crate::rooms::{Open, Shown, TooMany};
use app::rooms::{gone_fragment, screen_fragment, seat_fragment};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use futures_util::stream::unfold;
use room::SeatId;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until};

/// After how long a browser asks again when a stream has ended.
const RETRY: Duration = Duration::from_secs(1);
/// How often a stream says that it is alive.
const BEAT: Duration = Duration::from_secs(15);
/// The least time between two views for each person in the room: with many, changes gather.
const PACE_A_PERSON: Duration = Duration::from_micros(250);
/// The longest that changes gather.
const GATHER: Duration = Duration::from_millis(60);
/// The last event that a browser has had.
const LAST_EVENT: HeaderName = HeaderName::from_static("last-event-id");

/// The stream of a seat.
pub async fn seat(State(service): State<Service>, client: Client, id: Segment, request: Request) -> Response<Body> {
    follow(&service, client, id, request, true).await
}

/// The stream of the screen, which reads no key.
pub async fn screen(State(service): State<Service>, client: Client, id: Segment, request: Request) -> Response<Body> {
    follow(&service, client, id, request, false).await
}

async fn follow(service: &Service, client: Client, id: Segment, request: Request, is_seat: bool) -> Response<Body> {
    let room = match room(service, id).await {
        Ok(room) => room,
        Err(nowhere) if nowhere.is_for_now() => return try_later(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => return nothing_more(),
    };
    let seat = match key::of_request(request.headers(), room.id()).filter(|_| is_seat) {
        Some(key) => room.seat_of(&key::hash(&key)),
        None => None,
    };
    if is_seat && seat.is_none() {
        return nothing_more();
    }
    let open = match room.hub().streams().open(client.0.into()) {
        Ok(open) => open,
        Err(TooMany::OfClient) => return try_later(StatusCode::TOO_MANY_REQUESTS),
        Err(TooMany::Here) => return try_later(StatusCode::SERVICE_UNAVAILABLE),
    };
    let Some((shown, present)) = room.follow(seat) else { return try_later(StatusCode::TOO_MANY_REQUESTS) };
    let base = service.base_url(request.headers());
    let seen = last_seen(request.headers());
    let (days, next) = (room.hub().limits().days, Instant::now());
    let mut follower = Follower {
        seat,
        base,
        days,
        shown,
        last: None,
        seen,
        wants_retry: true,
        first: None,
        next,
        beats: beats(),
        open,
    };
    follower.first = follower.view();
    // it has been seen to its end
    if follower.first.is_none() && follower.shown.borrow().is_over() {
        return nothing_more();
    }
    let kept = (room, present);
    let events = unfold((follower, kept), |(mut follower, kept)| async move {
        let event = follower.next().await?;
        Some((Ok::<_, Infallible>(event), (follower, kept)))
    });
    let mut response = closed_to_others(Sse::new(events).into_response());
    // proxies that gather an answer before they send it on would keep all of it
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// There is nothing, now or later: with this a browser asks no more.
fn nothing_more() -> Response<Body> {
    closed_to_others(StatusCode::NO_CONTENT.into_response())
}

fn try_later(status: StatusCode) -> Response<Body> {
    closed_to_others((status, [(header::RETRY_AFTER, "5")]).into_response())
}

fn last_seen(headers: &HeaderMap) -> String {
    headers.get(LAST_EVENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn beats() -> Interval {
    let mut beats = interval_at(Instant::now() + BEAT, BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beats
}

/// One stream.
struct Follower {
    /// `None` is the screen.
    seat: Option<SeatId>,
    base: String,
    days: u32,
    shown: watch::Receiver<Arc<Shown>>,
    /// The moment that was looked at last.
    last: Option<Arc<Shown>>,
    /// The id of the last view sent.
    seen: String,
    wants_retry: bool,
    /// The view that it begins with.
    first: Option<Event>,
    /// When the next view may be sent.
    next: Instant,
    beats: Interval,
    open: Open,
}

impl Follower {
    async fn next(&mut self) -> Option<Event> {
        if std::mem::take(&mut self.wants_retry) {
            return Some(Event::default().retry(RETRY));
        }
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            // the last view has been sent
            let is_over = self.shown.borrow().is_over() && !self.shown.has_changed().unwrap_or(false);
            if is_over {
                return None;
            }
            let (next, shown) = (self.next, &mut self.shown);
            let changed = async {
                sleep_until(next).await;
                shown.changed().await
            };
            tokio::select! {
                () = self.open.stopped() => return None,
                changed = changed => {
                    // the room's task has ended: whoever asks again finds it loaded again, or gone
                    changed.ok()?;
                    if let Some(view) = self.view() {
                        return Some(view);
                    }
                }
                _ = self.beats.tick() => return Some(Event::default().event("beat").data("1")),
            }
        }
    }

    /// The newest view, unless it is what was sent last.
    fn view(&mut self) -> Option<Event> {
        let shown = self.shown.borrow_and_update().clone();
        let before = self.last.replace(shown.clone());
        if before.is_some_and(|before| shown.is_same(&before, self.seat)) {
            return None;
        }
        let (version, html) = match self.seat {
            _ if shown.is_gone => {
                // above every version before
                let version = u64::from(u32::MAX);
                (version, gone_fragment(version, &expired(self.days)))
            }
            Some(seat) => {
                let page = shown.seat(seat, &self.base);
                (page.view.version, seat_fragment(&page))
            }
            None => {
                let page = shown.screen(&self.base);
                (page.view.version, screen_fragment(&page))
            }
        };
        let id = format!("{version}-{:016x}", fnv1a(html.as_bytes()));
        if id == self.seen {
            return None;
        }
        self.next = Instant::now() + (PACE_A_PERSON * shown.people()).min(GATHER);
        self.seen.clone_from(&id);
        Some(Event::default().event("view").id(id).data(html))
    }
}
