//! `berth serve`: opens the store, plans nothing yet, listens, and stops in good order.

use crate::cli::connections::raise;
use crate::cli::listen::Listen;
use crate::cli::open_store::{fall_back, open_filled};
use crate::cli::options::Serve;
use crate::cli::service_manager;
use crate::http::pack::in_best_brotli;
use crate::http::routes;
use crate::http::state::{Service, follow};
use crate::metrics::Counts;
use crate::overload::Workers;
use crate::scrape::Scrape;
use crate::serving::{self, Doors};
use anyhow::{Context, Result};
use app::site::newest;
use model::scenario::Scenario;
use prometheus::Registry;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;
use store::StoreError;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Serves until told to stop.
pub async fn serve(options: Serve) -> Result<()> {
    let started = Instant::now();
    raise();
    // before the store: whoever starts a second one by mistake changes nothing
    let listener = listen(&options.listen, "--listen").await?;
    let watched = match &options.metrics {
        Some(metrics) => Some(listen(metrics, "--metrics").await?),
        None => None,
    };
    let address = listener.local_addr()?;
    let store = open_filled(&options.store.store).await?;
    let start = || Service::start(store.clone(), options.saving(), format!("http://{address}"));
    let service = match start().await {
        Err(damage @ StoreError::DamagedEdition { .. }) => {
            fall_back(&*store, &damage).await?;
            start().await?
        }
        started => started?,
    };
    let registry = Registry::new();
    let counts = Counts::new(&registry)?;
    let limits = options.connections();
    let doors = Arc::new(Doors::new(limits, counts.no_place()));
    let workers = Workers::start(options.patience(), counts.no_time())?;
    if let Some(watched) = watched {
        tracing::info!("metrics are at http://{}/metrics", watched.local_addr()?);
        let (service, workers, doors, no_place) = (service.clone(), workers.clone(), doors.clone(), counts.no_place());
        let scrape = Scrape { registry, service, workers, doors, no_place };
        tokio::spawn(scrape.serve(watched));
    }
    warm_up();
    // Told to stop from here on, it does so in good order.
    let told_to_stop = StopSignals::listen()?;
    let housekeeping = tokio::spawn(service.clone().keep_house(signal(SignalKind::hangup())?));
    // On standard output, so that a program that starts Berth on port 0 can read where it is. It serves without readers too.
    let _ =
        writeln!(std::io::stdout(), "Berth is ready at http://{address} after {} ms", started.elapsed().as_millis());
    service_manager::ready(&format!("http://{address}"));
    let following = tokio::spawn(follow(service.clone()));
    let told = async {
        told_to_stop.wait().await;
        service_manager::stopping();
        service.end_streams();
    };
    let router = routes::router(service.clone(), workers, counts);
    let served = serving::serve(listener, router, limits, doors, told).await;
    housekeeping.abort();
    following.abort();
    service.stop().await;
    Ok(served?)
}

async fn listen(address: &Listen, option: &str) -> Result<TcpListener> {
    TcpListener::bind(address.as_str()).await.with_context(|| {
        format!(
            "Berth cannot listen on {address}. Stop the program that uses it, or choose another address with {option}."
        )
    })
}

/// Compresses the default region's catalogue while nobody waits for it.
fn warm_up() {
    if let Some(region) = newest().region(&Scenario::default().region) {
        let download = region.download.clone();
        tokio::task::spawn_blocking(move || download.packed(in_best_brotli));
    }
}

/// Ctrl-C and SIGTERM.
struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignals {
    /// Takes the signals over from the operating system, which would end the process.
    fn listen() -> std::io::Result<StopSignals> {
        Ok(StopSignals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for the first of them.
    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
