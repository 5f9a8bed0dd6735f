//! What the revealed answers lead to, worked out beside the room's task: it may take hundreds of evaluations, and nobody
//! waits for it with a command. With several workloads the fleets of what is compared follow, one after the other, when
//! their turn among all searches comes.

use crate::fleets;
use app::rooms::Figures;
use app::rooms::fleets::{Fleets, Said};
use app::site::newest;
use model::catalog::Catalog;
use model::scenario::link::from_query;
use room::verdict::Basis;
use room::view::Room;
use room::{Verdicts, weigh};
use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;
use tokio::task::{JoinError, JoinHandle, spawn_blocking};

/// Fleets that a room looks for at the same reveal; the first of more outcomes.
const MOST_FLEETS: usize = 24;

/// What was worked out, and what is being worked out.
#[derive(Default)]
pub struct Work {
    verdicts: Option<Arc<Verdicts>>,
    figures: Arc<Figures>,
    /// What verdicts were worked out of last: where that came to nothing, it would again.
    tried: Option<Basis>,
    under_way: Option<JoinHandle<Worked>>,
    /// What is said of fleets, by the scenario that is planned.
    fleets: BTreeMap<String, Said>,
    search: Option<JoinHandle<Worked>>,
}

/// What was worked out.
pub enum Worked {
    /// What the answers lead to, and what is tried out.
    Outcomes { verdicts: Option<Arc<Verdicts>>, figures: Arc<Figures> },
    /// What is said of the fleet of a scenario.
    Fleet { planned: String, said: Said },
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
        self.begin_search();
        let wants_verdicts = !basis.spanned.is_empty() && self.tried.as_ref() != Some(&basis);
        let wants_figures = !self.figures.is_of(room);
        if self.under_way.is_some() || !(wants_verdicts || wants_figures) {
            return;
        }
        self.tried = Some(basis.clone()).filter(|_| wants_verdicts).or(self.tried.take());
        let (known, figures, room) = (self.verdicts.clone(), self.figures.clone(), room.clone());
        self.under_way = Some(spawn_blocking(move || Worked::Outcomes {
            verdicts: if wants_verdicts { weighed(&basis).or(known) } else { known },
            figures: if wants_figures { Arc::new(Figures::of(&room, catalog)) } else { figures },
        }));
    }

    /// Begins the search for the next fleet that is compared and not known yet.
    fn begin_search(&mut self) {
        let Some(verdicts) = self.verdicts.as_ref().filter(|_| self.search.is_none()) else { return };
        let mut wanted = planned_of(verdicts).take(MOST_FLEETS);
        let Some(planned) = wanted.find(|planned| !self.fleets.contains_key(*planned)).cloned() else { return };
        self.search = Some(tokio::spawn(async move {
            let said = fleet_of(&planned).await;
            Worked::Fleet { planned, said }
        }));
    }

    /// Waits for what is being worked out; for ever where nothing is.
    pub async fn done(&mut self) -> Option<Worked> {
        let worked = tokio::select! {
            worked = joined(&mut self.under_way) => worked,
            worked = joined(&mut self.search) => worked,
        };
        worked.inspect_err(|error| tracing::error!("a room\u{2019}s figures were not worked out: {error}")).ok()
    }

    /// Keeps what was worked out.
    pub fn take(&mut self, worked: Worked) {
        match worked {
            Worked::Outcomes { verdicts, figures } => (self.verdicts, self.figures) = (verdicts, figures),
            Worked::Fleet { planned, said } => drop(self.fleets.insert(planned, said)),
        }
        let Some(verdicts) = &self.verdicts else { return };
        // those of earlier answers are kept no longer
        self.fleets.retain(|planned, _| planned_of(verdicts).any(|wanted| wanted == planned));
        let mut left = MOST_FLEETS;
        let mut of = |all: &Vec<(String, String)>| -> Vec<(String, Option<Said>)> {
            // some of an outcome's would speak for all of them
            let Some(rest) = left.checked_sub(all.len()) else { return Vec::new() };
            left = rest;
            let one = |(numbers, planned): &(String, String)| (numbers.clone(), self.fleets.get(planned).cloned());
            all.iter().map(one).collect()
        };
        let fleets = verdicts.planned.iter().map(|(outcome, all)| (outcome.clone(), of(all)));
        let fleets = Fleets(fleets.filter(|(_, all)| !all.is_empty()).collect());
        if *self.figures.fleets() != fleets {
            self.figures = Arc::new(self.figures.with_fleets(fleets));
        }
    }
}

/// The scenarios whose fleets are compared.
fn planned_of(verdicts: &Verdicts) -> impl Iterator<Item = &String> {
    verdicts.planned.values().flatten().map(|(_, planned)| planned)
}

/// Waits for work and takes it away; for ever where there is none.
async fn joined(work: &mut Option<JoinHandle<Worked>>) -> Result<Worked, JoinError> {
    match work {
        Some(under_way) => {
            let worked = under_way.await;
            *work = None;
            worked
        }
        None => pending().await,
    }
}

/// What is said of the fleet of a scenario. A room waits for its turn however many others do.
async fn fleet_of(planned: &str) -> Said {
    let scenario = from_query(planned).scenario;
    let site = newest();
    let Some(region) = site.region(&scenario.region) else { return Said::why_none(NO_REGION) };
    match fleets::found_in_time(region.hash, &region.catalog, &scenario).await {
        Some(found) => Said::of(&found),
        None => Said::why_none(STOPPED),
    }
}

const NO_REGION: &str = "not known: there is no catalogue of its region";
const STOPPED: &str = "not known: the search was stopped";

/// `None` where the catalogue no longer has the scenario's region.
fn weighed(basis: &Basis) -> Option<Arc<Verdicts>> {
    let region = from_query(&basis.scenario).scenario.region;
    Some(Arc::new(weigh(&catalog(&region)?, basis)))
}

/// Today's catalogue of a region.
fn catalog(region: &str) -> Option<Arc<Catalog>> {
    newest().region(region).map(|region| region.catalog.clone())
}
