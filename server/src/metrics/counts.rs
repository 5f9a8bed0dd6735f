//! What is counted while requests are answered.

use super::route::route;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::Next;
use prometheus::{HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry};
use std::time::Instant;

/// Seconds: from an answer that was kept to one that somebody has given up waiting for.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// The status of a request whose client has gone before it was answered; nginx has the same.
const GONE: &str = "499";

/// The counters. Clones are the same.
#[derive(Clone)]
pub struct Counts {
    requests: IntCounterVec,
    seconds: HistogramVec,
    shed: IntCounterVec,
}

impl Counts {
    /// All of them zero, to be seen in this registry.
    pub fn new(registry: &Registry) -> prometheus::Result<Counts> {
        let requests =
            Opts::new("berth_requests_total", "Requests answered, by the class of their route and by status.");
        let seconds =
            HistogramOpts::new("berth_request_seconds", "Time until an answer begins, by the class of its route.");
        let shed = Opts::new("berth_shed_total", "Requests and connections refused because there were too many.");
        let counts = Counts {
            requests: IntCounterVec::new(requests, &["route", "status"])?,
            seconds: HistogramVec::new(seconds.buckets(SECONDS.into()), &["route"])?,
            shed: IntCounterVec::new(shed, &["reason"])?,
        };
        registry.register(Box::new(counts.requests.clone()))?;
        registry.register(Box::new(counts.seconds.clone()))?;
        registry.register(Box::new(counts.shed.clone()))?;
        Ok(counts)
    }

    /// Counts requests that there was no time for.
    pub fn no_time(&self) -> IntCounter {
        self.shed.with_label_values(&["work"])
    }

    /// Counts connections that there was no place for.
    pub fn no_place(&self) -> IntCounter {
        self.shed.with_label_values(&["connections"])
    }
}

/// Counts a request by what becomes of it.
pub async fn count(State(counts): State<Counts>, request: Request, next: Next) -> Response<Body> {
    let route = route(request.method(), request.uri().path());
    let mut under_way = UnderWay { counts, route, since: Instant::now(), is_over: false };
    let answer = next.run(request).await;
    under_way.over(answer.status().as_str());
    answer
}

/// A request that is not answered yet.
struct UnderWay {
    counts: Counts,
    route: &'static str,
    since: Instant,
    is_over: bool,
}

impl UnderWay {
    fn over(&mut self, status: &str) {
        self.is_over = true;
        self.counts.requests.with_label_values(&[self.route, status]).inc();
        self.counts.seconds.with_label_values(&[self.route]).observe(self.since.elapsed().as_secs_f64());
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if !self.is_over {
            let status = if std::thread::panicking() { "500" } else { GONE };
            self.over(status);
        }
    }
}
