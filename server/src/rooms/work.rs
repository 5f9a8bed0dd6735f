//! What the revealed answers lead to, worked out beside the room's task: it may take hundreds of evaluations, and nobody
//! waits for it with a command.

use app::rooms::Figures;
use app::site::newest;
use model::catalog::Catalog;
use model::scenario::link::from_query;
use room::verdict::Basis;
use room::view::Room;
use room::{Verdicts, weigh};
use std::future::pending;
use std::sync::Arc;
use tokio::task::{JoinHandle, spawn_blocking};

/// What was worked out, and what is being worked out.
#[derive(Default)]
pub struct Work {
    verdicts: Option<Arc<Verdicts>>,
    figures: Arc<Figures>,
    /// What verdicts were worked out of last: where that came to nothing, it would again.
    tried: Option<Basis>,
    under_way: Option<JoinHandle<Worked>>,
}

/// What was worked out.
pub struct Worked {
    verdicts: Option<Arc<Verdicts>>,
    figures: Arc<Figures>,
}

impl Work {
    /// What the answers lead to, as far as it is known.
    pub fn verdicts(&self) -> Option<&Verdicts> {
        self.verdicts.as_deref()
    }

    /// What is tried out, as far as it is known.
    pub fn figures(&self) -> Arc<Figures> {
        self.figures.clone()
    }

    /// Begins to work out what a room needs and what is not known yet. One thing at a time: what has changed meanwhile
    /// is found when this is called again.
    pub fn begin(&mut self, basis: Basis, room: &Arc<Room>) {
        let wants_verdicts = !basis.spanned.is_empty() && self.tried.as_ref() != Some(&basis);
        let wants_figures = !self.figures.is_of(room);
        if self.under_way.is_some() || !(wants_verdicts || wants_figures) {
            return;
        }
        self.tried = Some(basis.clone()).filter(|_| wants_verdicts).or(self.tried.take());
        let (known, figures, room) = (self.verdicts.clone(), self.figures.clone(), room.clone());
        self.under_way = Some(spawn_blocking(move || Worked {
            verdicts: if wants_verdicts { weighed(&basis).or(known) } else { known },
            figures: if wants_figures { Arc::new(Figures::of(&room, catalog)) } else { figures },
        }));
    }

    /// Waits for what is being worked out; for ever where nothing is.
    pub async fn done(&mut self) -> Option<Worked> {
        match &mut self.under_way {
            Some(work) => {
                let worked = work.await;
                self.under_way = None;
                worked.inspect_err(|error| tracing::error!("a room\u{2019}s figures were not worked out: {error}")).ok()
            }
            None => pending().await,
        }
    }

    /// Keeps what was worked out.
    pub fn take(&mut self, worked: Worked) {
        (self.verdicts, self.figures) = (worked.verdicts, worked.figures);
    }
}

/// `None` where the catalogue no longer has the scenario's region.
fn weighed(basis: &Basis) -> Option<Arc<Verdicts>> {
    let region = from_query(&basis.scenario).scenario.region;
    Some(Arc::new(weigh(&catalog(&region)?, basis)))
}

/// Today's catalogue of a region.
fn catalog(region: &str) -> Option<Arc<Catalog>> {
    newest().region(region).map(|region| region.catalog.clone())
}
