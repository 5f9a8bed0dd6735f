//! One connection, from its first byte to its last.

use super::doors::{Entry, Limits};
use super::fault::caught;
use super::slow_body::SlowBody;
use super::socket::set_up;
use crate::http::refusal::{Kind, Refusal};
use crate::http::{api, health};
use crate::metrics::route;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_io_timeout::TimeoutStream;

/// How long a connection aside may take for its question.
const ASIDE: Duration = Duration::from_secs(5);
/// How long whoever finds no place waits before another try.
const SOON: Duration = Duration::from_secs(5);
/// How long a silent connection is read on once the site is told to stop: what its client sent before is on its way.
const ON_ITS_WAY: Duration = Duration::from_millis(300);

/// Serves connections, each in a task of its own.
pub struct Connections {
    router: TowerToHyperService<Router>,
    limits: Limits,
    stopping: watch::Receiver<bool>,
}

impl Connections {
    /// None yet.
    pub fn new(router: Router, limits: Limits, stopping: watch::Receiver<bool>) -> Connections {
        Connections { router: TowerToHyperService::new(router), limits, stopping }
    }

    /// Serves one.
    pub fn serve(&self, stream: TcpStream, peer: SocketAddr, entry: Entry) {
        let (place, is_aside) = match entry {
            Entry::In(place) => (place, false),
            Entry::Aside(place) => (place, true),
            Entry::Shut => return,
        };
        set_up(&stream);
        let stopping = self.stopping.clone();
        let idle = if is_aside { self.limits.idle.min(ASIDE) } else { self.limits.idle };
        let answers = Answers { router: self.router.clone(), peer, idle, is_aside, stopping: stopping.clone() };
        tokio::spawn(async move {
            served(stream, answers, stopping).await;
            drop(place);
        });
    }
}

/// Answers until the client goes, stalls, or the site stops.
async fn served(stream: TcpStream, answers: Answers, mut stopping: watch::Receiver<bool>) {
    let mut stream = TimeoutStream::new(stream);
    // a reader that does not read
    stream.set_write_timeout(Some(answers.idle));
    let mut builder = Builder::new();
    // from the moment that a head is waited for: half a head, and the silence between two requests
    builder.timer(TokioTimer::new()).header_read_timeout(answers.idle).keep_alive(!answers.is_aside);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(Box::pin(stream)), answers));
    let told = async {
        // an error means that the site has stopped
        let _ = stopping.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(ON_ITS_WAY).await;
    };
    // what comes of it is the client's affair; the connection is looked at first, so that what has come is read
    tokio::select! {
        biased;
        _ = connection.as_mut() => return,
        () = told => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Answers the requests of one connection.
struct Answers {
    router: TowerToHyperService<Router>,
    peer: SocketAddr,
    idle: Duration,
    is_aside: bool,
    stopping: watch::Receiver<bool>,
}

impl Service<Request<Incoming>> for Answers {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        if self.is_aside && !health::is_here(request.uri().path()) {
            let no_room = no_room(is_api(&request));
            return Box::pin(async { Ok(no_room) });
        }
        let mut request = request.map(|body| Body::new(SlowBody::new(body, self.idle)));
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let (route, is_api) = (route(request.method(), request.uri().path()), is_api(&request));
        let (router, stopping) = (self.router.clone(), self.stopping.clone());
        Box::pin(async move {
            let mut answer = caught(route, is_api, router.call(request)).await;
            if *stopping.borrow() {
                answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(answer)
        })
    }
}

fn is_api<B>(request: &Request<B>) -> bool {
    api::routes::is_here(request.uri().path())
}

fn no_room(is_api: bool) -> Response<Body> {
    let words = "Berth has more visitors than it can serve, or too many connections from your address. Try again soon.";
    if is_api {
        return Refusal::new(Kind::Unavailable, words).after(SOON).into_response();
    }
    let mut answer = (StatusCode::SERVICE_UNAVAILABLE, format!("{words}\n")).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::RETRY_AFTER, SOON.as_secs().into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
