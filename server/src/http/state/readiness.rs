//! What the site lacks to do its work, looked at once a second at most: anybody may ask.

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::SavedStore;
use tokio::sync::Mutex;

/// How long an answer holds.
const HOLDS: Duration = Duration::from_secs(1);

/// The last look.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, Arc<[String]>)>>);

impl Readiness {
    /// A sentence for each thing that is wrong. Tells the log when that changes.
    pub async fn lacks(&self, saves: &dyn SavedStore) -> Arc<[String]> {
        // whoever asks meanwhile waits for the same look
        let mut last = self.0.lock().await;
        if let Some((at, lacks)) = &*last
            && at.elapsed() < HOLDS
        {
            return lacks.clone();
        }
        let found = saves.not_ready().await;
        let lacks: Arc<[String]> = found.iter().map(ToString::to_string).collect();
        let before: &[String] = last.as_ref().map_or(&[], |(_, lacks)| lacks);
        if *before != *lacks {
            for lack in &found {
                tracing::error!(
                    "not ready: {lack}{}",
                    lack.source().map_or_else(String::new, |why| format!(": {why}"))
                );
            }
            if lacks.is_empty() {
                tracing::info!("ready again");
            }
        }
        *last = Some((Instant::now(), lacks.clone()));
        lacks
    }
}
