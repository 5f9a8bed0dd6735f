//! `berth serve`: opens the store, plans nothing yet, listens, and stops in good order.

use crate::cli::connections::raise;
use crate::cli::open_store::{fall_back, open_filled};
use crate::cli::options::Serve;
use crate::cli::service_manager;
use crate::http::pack::in_best_brotli;
use crate::http::routes;
use crate::http::state::Service;
use crate::overload::Workers;
use crate::serving;
use anyhow::{Context, Result};
use app::site::newest;
use model::scenario::Scenario;
use std::io::Write;
use std::time::Instant;
use store::StoreError;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Serves until told to stop.
pub async fn serve(options: Serve) -> Result<()> {
    let started = Instant::now();
    raise();
    // before the store: whoever starts a second one by mistake changes nothing
    let listener = TcpListener::bind(options.listen.as_str()).await.with_context(|| {
        format!(
            "Berth cannot listen on {}. Stop the program that uses it, or choose another address with --listen.",
            options.listen
        )
    })?;
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
    warm_up();
    // Told to stop from here on, it does so in good order.
    let told_to_stop = StopSignals::listen()?;
    // On standard output, so that a program that starts Berth on port 0 can read where it is. It serves without readers too.
    let _ =
        writeln!(std::io::stdout(), "Berth is ready at http://{address} after {} ms", started.elapsed().as_millis());
    service_manager::ready(&format!("http://{address}"));
    let housekeeping = tokio::spawn(service.clone().keep_house());
    let told = async {
        told_to_stop.wait().await;
        service_manager::stopping();
        service.end_streams();
    };
    let served = serving::serve(
        listener,
        routes::router(service.clone(), Workers::start(options.patience())?),
        options.connections(),
        told,
    )
    .await;
    housekeeping.abort();
    service.stop().await;
    Ok(served?)
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
