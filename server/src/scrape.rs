//! Answers whoever collects metrics: what was counted, and what is so at this moment.

use crate::http::state::Service;
use crate::overload::Workers;
use crate::serving::{self, Doors, Limits};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus::{IntCounter, IntGauge, Registry, TextEncoder};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// What is looked at when somebody collects.
#[derive(Clone)]
pub struct Scrape {
    /// Holds what is counted.
    pub registry: Registry,
    /// What is served.
    pub service: Service,
    /// Who works.
    pub workers: Workers,
    /// Who is in.
    pub doors: Arc<Doors>,
    /// Counts collectors that find no place.
    pub no_place: IntCounter,
}

/// Few collect, and a collector that stalls is let go.
const LIMITS: Limits = Limits { most: 16, most_a_client: 16, idle: Duration::from_secs(30) };

async fn metrics(State(scrape): State<Scrape>) -> Response {
    match scrape.text().await {
        Ok(text) => ([(header::CONTENT_TYPE, prometheus::TEXT_FORMAT)], text).into_response(),
        Err(error) => {
            tracing::error!("metrics could not be written: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl Scrape {
    /// Serves the one address, as long as the program runs.
    pub async fn serve(self, listener: TcpListener) {
        let doors = Arc::new(Doors::new(LIMITS, self.no_place.clone()));
        let router = Router::new().route("/metrics", get(metrics)).with_state(self);
        if let Err(error) = serving::serve(listener, router, LIMITS, doors, std::future::pending()).await {
            tracing::error!("metrics are not served any more: {error}");
        }
    }

    async fn text(&self) -> prometheus::Result<String> {
        let mut families = self.registry.gather();
        let now = Registry::new();
        for (name, help, value) in self.gauges().await {
            let gauge = IntGauge::new(name, help)?;
            gauge.set(value);
            now.register(Box::new(gauge))?;
        }
        families.extend(now.gather());
        TextEncoder::new().encode_to_string(&families)
    }

    /// What is so at this moment; what is not known is left out.
    async fn gauges(&self) -> Vec<(&'static str, &'static str, i64)> {
        let service = &self.service;
        let figures = service.figures().await;
        let is_ready = service.lacks().await.is_empty();
        let known = [
            ("berth_ready", "Whether the store can be read and written: 1 or 0.", Some(i64::from(is_ready))),
            ("berth_work_waiting", "Requests that wait for a thread.", whole(self.workers.waiting())),
            ("berth_connections_open", "Connections of clients.", Some(self.doors.inside().into())),
            ("berth_saves_under_way", "Saves that are being worked out and written.", whole(figures.saves_under_way)),
            (
                "berth_writer_queue",
                "Writes that wait for the writer of the store.",
                figures.writer_queue.and_then(whole),
            ),
            (
                "berth_store_bytes",
                "Size of the store.",
                figures.store_bytes.and_then(|bytes| i64::try_from(bytes).ok()),
            ),
            ("berth_catalog_age_seconds", "Time since the day of the catalogue's version.", figures.catalog_age),
            (
                "berth_rooms_open",
                "Planning rooms that are not closed.",
                figures.rooms.and_then(|n| i64::try_from(n).ok()),
            ),
            ("berth_streams_open", "Pages that follow a planning room.", figures.streams.map(i64::from)),
        ];
        known.into_iter().filter_map(|(name, help, value)| Some((name, help, value?))).collect()
    }
}

fn whole(n: usize) -> Option<i64> {
    i64::try_from(n).ok()
}
