//! The service: saves, opens, deletes, and keeps the house.

use super::answers::answers;
use super::check::{Wanted, check};
use super::figures::Figures;
use super::host::is_known;
use super::kept::Kept;
use super::options::Options;
use super::readiness::Readiness;
use crate::clock::now;
use crate::fleets;
use crate::http::refusal::{Kind, Refusal};
use crate::rate_limiter::{ClientLimiter, TooOften};
use crate::rooms::{Hub, fold};
use app::contact::Contact;
use app::date::day_number;
use app::saved::SavedPage;
use app::site::{self, Site, SiteEdition, SiteRegion};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::from_query;
use model::summary::decided::{Decided, DecidedFleet, DecidedFor, MODEL_VERSION};
use model::text::unturned;
use room::Meeting;
use room::state::Closing;
use std::net::IpAddr;
use std::sync::{Arc, Once, PoisonError, RwLock};
use std::time::{Duration, Instant};
use store::rooms::{RecordOf, StoredRoom};
use store::saved::{Content, Deletion, Id, Opened, SaveError, Saved, Saving, Token};
use store::{CatalogRef, Edition, EditionRef, SavedStore, Store, StoreError};
use tokio::signal::unix::Signal;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How often the service looks whether a newer catalogue was imported.
const LOOK: Duration = Duration::from_secs(60);
/// After how many looks what has expired is swept out: an hour.
const SWEEP: u32 = 60;
/// Seconds.
const A_DAY: i64 = 86_400;
/// How long to wait where the store cannot be read.
const A_MOMENT: Duration = Duration::from_secs(5);

/// Saves that are worked out and written at the same time: as many as go into one commit. What comes then is refused before any work.
const SAVES: usize = 256;

/// How long a room that is being closed waits for its fleet.
const A_SEARCH: Duration = Duration::from_secs(10);

/// That links cannot lead to where somebody asked is told once.
static UNKNOWN_NAME: Once = Once::new();

/// The fleet for what a room decides.
#[derive(Clone)]
pub struct FleetOfRecord {
    scenario: Scenario,
    fleet: DecidedFleet,
}

/// What a link leads to.
pub enum Opening {
    /// A saved scenario.
    Found(Box<SavedPage>),
    /// One that is past its day.
    Expired {
        /// Its day, in seconds since 1970-01-01 UTC.
        at: i64,
    },
    /// Nothing.
    NotFound,
}

/// Saves, opens and deletes. Clones are the same service.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    /// Other servers may be on the same store.
    is_shared: bool,
    saves: Arc<dyn SavedStore>,
    /// `None`: there are no rooms.
    rooms: Option<Hub>,
    current: RwLock<Current>,
    /// Held by whoever reads a newer one.
    reading: Mutex<()>,
    kept: Kept,
    readiness: Readiness,
    limiter: ClientLimiter,
    saving: Arc<Semaphore>,
    options: Options,
    /// Where links lead when neither the settings nor the request say.
    address: String,
    /// Tells answers from those of another build or other settings, see `answers`.
    answers: String,
}

/// The catalogue that plans read, and its name in the store.
#[derive(Clone)]
pub struct Current {
    /// Its name.
    pub name: CatalogRef,
    /// Its regions.
    pub site: Arc<Site>,
}

impl Service {
    /// Starts the service on a store that holds a catalogue, and installs that as the site.
    pub async fn start(store: Arc<dyn Store>, options: Options, address: String) -> Result<Service, StoreError> {
        let current = Current::of(&*store).await?;
        let saves = store.start_saving(options.settings());
        // in a store that can only be read, nothing can happen in a room
        let limits = options.rooms.filter(|_| !store.is_read_only());
        let is_shared = store.changes().is_some();
        let rooms = limits.map(|limits| Hub::new(saves.rooms(), is_shared, limits));
        let limiter = options.saving_limiter();
        let answers = answers(&options, &address);
        let current = RwLock::new(current);
        Ok(Service(Arc::new(Inner {
            store,
            is_shared,
            saves,
            rooms,
            current,
            reading: Mutex::default(),
            kept: Kept::default(),
            readiness: Readiness::default(),
            limiter,
            saving: Arc::new(Semaphore::new(SAVES)),
            options,
            address,
            answers,
        })))
    }

    /// The rooms, unless there are none.
    pub fn rooms(&self) -> Option<&Hub> {
        self.0.rooms.as_ref()
    }

    /// Ends the streams, which would last for ever: the site is about to stop.
    pub fn end_streams(&self) {
        if let Some(rooms) = self.rooms() {
            rooms.streams().stop();
        }
    }

    /// Writes what is waiting and lets go of the store.
    pub async fn stop(&self) {
        self.0.saves.stop().await;
        self.0.store.close().await;
    }

    /// What keeps the site from doing its work, a sentence each.
    pub async fn lacks(&self) -> Arc<[String]> {
        self.0.readiness.lacks(&*self.0.saves).await
    }

    /// What is so at this moment, in figures.
    pub async fn figures(&self) -> Figures {
        let rooms = match self.rooms() {
            Some(_) => self.0.saves.rooms().count().await.ok(),
            None => None,
        };
        let version = self.current().name.version.to_string();
        let day = version.split('.').next().and_then(day_number).zip(day_number("1970-01-01"));
        Figures {
            saves_under_way: SAVES - self.0.saving.available_permits(),
            writer_queue: self.0.saves.waiting(),
            store_bytes: self.0.store.bytes().await,
            catalog_age: day.map(|(day, first)| now() - (day - first) * A_DAY),
            rooms,
            streams: self.rooms().map(|rooms| rooms.streams().count()),
        }
    }

    /// What is stored.
    pub(super) fn store(&self) -> &dyn Store {
        &*self.0.store
    }

    /// Whether other servers may be on the same store.
    pub(super) fn is_shared(&self) -> bool {
        self.0.is_shared
    }

    /// Looks for newer catalogues and sweeps out what has expired, for ever; and looks at once when it is asked to.
    pub async fn keep_house(self, mut asked_to: Signal) {
        let mut looks = tokio::time::interval(LOOK);
        let mut since_sweep = SWEEP;
        loop {
            tokio::select! {
                _ = looks.tick() => {}
                Some(()) = asked_to.recv() => tracing::info!("told to look for a newer catalogue"),
            }
            if let Err(error) = self.refresh().await {
                tracing::warn!("could not check for a newer catalogue: {error}");
            }
            since_sweep += 1;
            if since_sweep > SWEEP && !self.0.store.is_read_only() {
                since_sweep = 0;
                self.sweep().await;
            }
        }
    }

    async fn sweep(&self) {
        match self.0.saves.sweep().await {
            Ok(swept) if swept.scenarios + swept.editions + swept.rooms > 0 => {
                tracing::info!(
                    "removed {} expired scenarios, {} rooms that rested too long, {} editions of earlier catalogues",
                    swept.scenarios,
                    swept.rooms,
                    swept.editions
                );
            }
            Ok(_) | Err(SaveError::Stopping) => {}
            Err(error) => tracing::warn!("expired scenarios were not removed: {error}"),
        }
    }

    /// A place among the saves under way, to be had before anything is worked out for one.
    pub fn place(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        self.0.saving.clone().try_acquire_owned().map_err(|_| SaveError::Busy.into())
    }

    /// Lets a client write, unless it does so too often.
    pub async fn admit(&self, client: IpAddr) -> Result<(), Refusal> {
        let admitted = self.keep_pace(&self.0.limiter, client).await;
        admitted.map_err(|too_often| Refusal::too_often(too_often, "scenarios can be saved and deleted"))
    }

    /// Lets a client go on, unless it is too often that it does, on this server or on all that share the store.
    pub async fn keep_pace(&self, limiter: &ClientLimiter, client: IpAddr) -> Result<(), TooOften> {
        limiter.admit(client, Instant::now())?;
        for account in limiter.accounts(client) {
            match self.0.saves.admit(&account.name, account.pace.share(), account.pace.ahead()).await {
                Ok(None) => {}
                Ok(Some(wait)) => return Err(account.too_often(wait)),
                // this server's own memory has let it go on; whether it can be done, the store will say
                Err(error) => tracing::warn!("the pace that servers share is not known: {error}"),
            }
        }
        Ok(())
    }

    /// Whether something may be saved, or everything that is wrong with it.
    pub fn check(&self, wanted: &Wanted) -> Result<(), Refusal> {
        let current = self.current();
        let region = current.region(&wanted.scenario)?;
        check(&wanted.clone().tidy().content(current.edition(region)))
    }

    /// Saves a scenario. When this returns, it survives a crash and a loss of power.
    pub async fn save(&self, wanted: Wanted) -> Result<Saving, Refusal> {
        let (scenario, decided_for) = (wanted.scenario.clone(), wanted.decided_for);
        let mut content = self.content(wanted)?;
        let current = self.current();
        let region = current.region(&scenario)?;
        content = with_fleet(content, fleets::decided(region.hash, &region.catalog, &scenario, decided_for).await);
        let saved = self.0.saves.save(content).await;
        if matches!(saved, Err(SaveError::UnknownEdition { .. })) {
            // another process has imported a newer one; the next try finds it
            self.refresh().await.map_err(|error| unreadable(&error))?;
        }
        Ok(saved?)
    }

    /// What a scenario is saved as, with its figures.
    fn content(&self, wanted: Wanted) -> Result<Content, Refusal> {
        let wanted = wanted.tidy();
        let current = self.current();
        let region = current.region(&wanted.scenario)?;
        let mut content = wanted.content(current.edition(region));
        check(&content)?;
        content.decided = Decided::of(&Evaluation::of(region.catalog.clone(), wanted.scenario)).to_text();
        Ok(content)
    }

    /// What a room that is closed is saved as: what was decided, by today's catalogue, with the fleet that was found for it.
    pub fn record_of(
        &self,
        closing: &Closing,
        with_what_if: bool,
        fleet: Option<FleetOfRecord>,
    ) -> Result<Content, Refusal> {
        let scenario = self.planned_by_room(&closing.scenario, with_what_if);
        // what is decided may have changed since the search began, and then it was for something else
        let fleet = fleet.filter(|found| found.scenario == scenario).map(|found| found.fleet);
        let (title, note) = (closing.title.clone(), closing.note.clone());
        let content = self.content(Wanted { scenario, title, note, parent: None, decided_for: None })?;
        Ok(with_fleet(content, fleet))
    }

    /// The fleet for what a room decides; `None` where it is for none, or where the search takes too long.
    pub async fn fleet_of_record(&self, decided: &str, with_what_if: bool) -> Option<FleetOfRecord> {
        let scenario = self.planned_by_room(decided, with_what_if);
        let current = self.current();
        let region = current.region(&scenario).ok()?;
        let found = timeout(A_SEARCH, fleets::decided(region.hash, &region.catalog, &scenario, None)).await;
        found.ok().flatten().map(|fleet| FleetOfRecord { scenario, fleet })
    }

    /// What is planned where a room has decided: in the mode that is advised, unless the team has tried out another.
    fn planned_by_room(&self, decided: &str, with_what_if: bool) -> Scenario {
        let scenario = from_query(decided).scenario;
        match self.current().site.region(&scenario.region).filter(|_| !with_what_if) {
            Some(region) => from_query(&room::as_advised(&region.catalog, decided)).scenario,
            None => scenario,
        }
    }

    /// Opens a saved scenario; links to it begin with `base`.
    pub async fn open(&self, id: Id, base: &str) -> Result<Opening, Refusal> {
        match self.0.saves.open(id).await.map_err(|error| unreadable(&error))? {
            Opened::NotFound => Ok(Opening::NotFound),
            Opened::Expired { at } => Ok(Opening::Expired { at }),
            Opened::Found(saved) => Ok(Opening::Found(Box::new(self.page(*saved, base).await?))),
        }
    }

    async fn page(
        &self,
        Saved { id, content, created_at, expires_at, is_linked }: Saved,
        base: &str,
    ) -> Result<SavedPage, Refusal> {
        let scenario = from_query(&content.query).scenario;
        let current = self.current();
        let now = current.site.region(&scenario.region);
        let catalog_now = now.map(|region| region.catalog.clone());
        let is_same_edition = now.is_some_and(|region| region.hash == content.edition.hash);
        let catalog_then = match catalog_now.clone().filter(|_| is_same_edition) {
            Some(catalog) => catalog,
            None => self.catalog_of(&content.edition, catalog_now.as_deref()).await?,
        };
        let of_rooms = match is_linked || content.room.is_some() {
            true => self.0.saves.rooms().record_of(id, content.room).await.map_err(|error| unreadable(&error))?,
            false => RecordOf::default(),
        };
        let links = |ids: &[Id]| ids.iter().map(|id| format!("{base}/s/{id}")).collect();
        let meeting = of_rooms.room.as_ref().map(meeting).transpose()?;
        // a later Berth may have written them in another form
        let by_these_rules = || Decided::of(&Evaluation::of(catalog_then.clone(), scenario.clone()));
        let decided_for = DecidedFor::of_query(&content.query);
        let kept = Decided::from_text(&content.decided).unwrap_or_else(by_these_rules);
        let decided = Decided { decided_for, ..kept };
        let is_current = is_same_edition && content.model_version == MODEL_VERSION;
        let fleet_now = match now {
            Some(now) if decided.fleet.is_some() && !is_current => {
                fleets::decided(now.hash, &now.catalog, &scenario, decided_for).await
            }
            _ => None,
        };
        Ok(SavedPage {
            url: format!("{base}/s/{id}"),
            id: id.to_string(),
            // those that an earlier Berth has saved may hold what is refused today
            title: unturned(&content.title),
            note: unturned(&content.note),
            parent: content.parent.map(|id| id.to_string()),
            created_at,
            expires_at,
            room: content.room.map(|room| format!("/r/{room}")),
            meeting,
            supersedes: links(&of_rooms.supersedes),
            superseded_by: links(&of_rooms.superseded_by),
            scenario,
            decided,
            catalog_then,
            edition_then: content.edition.hash,
            catalog_now,
            model_then: content.model_version,
            fleet_now,
            is_current,
        })
    }

    async fn catalog_of(&self, name: &EditionRef, now: Option<&Catalog>) -> Result<Arc<Catalog>, Refusal> {
        let found = self.0.kept.get(&*self.0.store, name.hash, now).await.map_err(|error| unreadable(&error))?;
        found.ok_or_else(|| {
            let detail =
                format!("The store does not hold the catalogue {} that this scenario was saved with.", name.version);
            Refusal::new(Kind::Unavailable, detail)
        })
    }

    /// Deletes a saved scenario for whoever has its token.
    pub async fn delete(&self, id: Id, token: Token) -> Result<Deletion, Refusal> {
        Ok(self.0.saves.delete(id, token).await?)
    }

    /// Reads a newer catalogue where another process has imported one. Of those who ask at once, one reads it.
    pub(super) async fn refresh(&self) -> Result<(), StoreError> {
        let _turn = self.0.reading.lock().await;
        if self.0.store.current_name().await? == self.current().name {
            return Ok(());
        }
        let newer = Current::of(&*self.0.store).await?;
        tracing::info!("the catalogue is now {}", newer.name.version);
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = newer;
        Ok(())
    }

    pub fn current(&self) -> Current {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What an answer about a saved scenario depends on: itself, those that have taken its place, and the state.
    pub fn state_of(&self, page: &SavedPage) -> String {
        let later = page.superseded_by.iter().filter_map(|link| link.rsplit('/').next());
        let ids: Vec<&str> = std::iter::once(page.id.as_str()).chain(later).collect();
        format!("{}-{}", ids.join("-"), self.state())
    }

    /// What an answer about a saved scenario depends on apart from the scenario itself: the catalogue, the
    /// model, the program and its settings. Every server of a site has the same, and so has this one after its next start.
    pub fn state(&self) -> String {
        let hash = self.current().name.content_hash;
        format!("{}-{MODEL_VERSION}-{}", hash.get(..12).unwrap_or_default(), self.0.answers)
    }

    /// Whether clients are named by a proxy in front.
    pub fn is_behind_proxy(&self) -> bool {
        self.0.options.behind_proxy
    }

    /// Where the site is, if the settings say.
    pub fn public_url(&self) -> Option<&str> {
        self.0.options.public_url.as_deref()
    }

    /// Whom visitors can turn to, if the settings say.
    pub fn contact(&self) -> Option<&Contact> {
        self.0.options.contact.as_ref()
    }

    /// Where the site is: by the settings, by the request where that names it as it is known, or where it listens.
    pub fn base_url(&self, headers: &HeaderMap) -> String {
        if let Some(url) = self.public_url() {
            return url.to_owned();
        }
        let host = text(headers, header::HOST.as_str()).filter(|host| !host.contains('@'));
        match host.and_then(|host| host.parse::<Authority>().ok()) {
            Some(host) if is_known(&host, &self.0.options.hosts) => {
                format!("{}://{host}", if self.is_https(headers) { "https" } else { "http" })
            }
            Some(_) => {
                UNKNOWN_NAME.call_once(|| {
                    tracing::warn!(
                        "somebody asked for Berth under a name that it does not know; its links lead to {} then. Say with --public-url where \
                         it is, or list its names with --hosts.",
                        self.0.address
                    );
                });
                self.0.address.clone()
            }
            None => self.0.address.clone(),
        }
    }

    /// Whether a request came over TLS.
    pub fn is_https(&self, headers: &HeaderMap) -> bool {
        match self.public_url() {
            Some(url) => url.starts_with("https://"),
            None => self.is_behind_proxy() && text(headers, "x-forwarded-proto") == Some("https"),
        }
    }

    /// Whether anything can be saved.
    pub fn saves(&self) -> bool {
        self.0.options.max_saved > 0 && !self.0.store.is_read_only()
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

impl Current {
    /// The current catalogue of the store, installed as the site.
    pub(super) async fn of(store: &dyn Store) -> Result<Current, StoreError> {
        let current = store.current().await?;
        let edition = |Edition { name, catalog, bytes }| SiteEdition { catalog, hash: name.hash, bytes };
        let editions = current.editions.into_iter().map(edition).collect();
        Ok(Current { name: current.name, site: site::install(editions, current.unpriced_regions) })
    }

    /// The region of a scenario, or what to say where the catalogue has none.
    fn region(&self, scenario: &Scenario) -> Result<&SiteRegion, Refusal> {
        let gone = || Refusal::new(Kind::Conflict, "The catalogue no longer has this region. Reload the page.");
        self.site.region(&scenario.region).ok_or_else(gone)
    }

    /// The name of a region's edition.
    fn edition(&self, region: &SiteRegion) -> EditionRef {
        EditionRef { version: self.name.version.clone(), hash: region.hash }
    }
}

/// What is saved, with the fleet that was found for it.
fn with_fleet(content: Content, fleet: Option<DecidedFleet>) -> Content {
    match (fleet, Decided::from_text(&content.decided)) {
        (Some(fleet), Some(decided)) => {
            Content { decided: Decided { fleet: Some(fleet), ..decided }.to_text(), ..content }
        }
        _ => content,
    }
}

/// What a meeting was, from the events of its room.
fn meeting(room: &StoredRoom) -> Result<Arc<Meeting>, Refusal> {
    let state = fold(room.id, &room.events).map_err(|error| {
        tracing::error!("a meeting could not be read: {error}");
        let detail = "The meeting of this record was written by a later version of Berth, which this one cannot read.";
        Refusal::new(Kind::Unavailable, detail)
    })?;
    Ok(Arc::new(state.meeting()))
}

/// The operator reads the cause, the visitor that it may pass.
fn unreadable(error: &StoreError) -> Refusal {
    tracing::error!("a saved scenario could not be read: {error}");
    if matches!(error, StoreError::DamagedEdition { .. }) {
        let detail = "The prices that this scenario was saved with are damaged in the store. The operator of this site can restore a backup.";
        return Refusal::new(Kind::Unavailable, detail);
    }
    Refusal::new(Kind::Unavailable, "The store cannot be read at the moment. Try again in a few seconds.")
        .after(A_MOMENT)
}
