//! The service: saves, opens, deletes, and keeps the house.

use super::check::{Wanted, check};
use super::kept::Kept;
use super::options::Options;
use super::rate_limiter::Limiter;
use crate::http::refusal::{Kind, Refusal};
use app::saved::SavedPage;
use app::site::{self, Site};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use model::catalog::Catalog;
use model::scenario::link::from_query;
use model::summary::decided::{Decided, MODEL_VERSION};
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use store::saved::{Deletion, Id, Opened, SaveError, Saved, Saves, Saving, Token};
use store::{CatalogRef, Store, StoreError};

/// How often the service looks whether a newer catalogue was imported.
const LOOK: Duration = Duration::from_secs(60);
/// After how many looks what has expired is swept out: an hour.
const SWEEP: u32 = 60;
/// How long to wait where the store cannot be read.
const A_MOMENT: Duration = Duration::from_secs(5);

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
    store: Store,
    saves: Saves,
    current: RwLock<Current>,
    kept: Kept,
    limiter: Limiter,
    options: Options,
    /// Where links lead when neither the settings nor the request say.
    address: String,
    /// Tells the answers of one run from those of another, whose pages may differ.
    run: u128,
}

/// The catalogue that plans read, and its name in the store.
#[derive(Clone)]
pub struct Current {
    /// Its name.
    pub name: CatalogRef,
    /// Its regions.
    pub site: &'static Site,
}

impl Service {
    /// Starts the service on a store that holds a catalogue, and installs that as the site.
    pub async fn start(store: Store, options: Options, address: String) -> Result<Service, StoreError> {
        let current = Current::of(&store).await?;
        let saves = Saves::start(&store, options.settings());
        let limiter = Limiter::new(options.saves_per_minute);
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let run = since.map_or(0, |since| since.as_nanos());
        let current = RwLock::new(current);
        Ok(Service(Arc::new(Inner { store, saves, current, kept: Kept::default(), limiter, options, address, run })))
    }

    /// Writes what is waiting and lets go of the store.
    pub async fn stop(&self) {
        self.0.saves.clone().stop().await;
        self.0.store.clone().close().await;
    }

    /// Looks for newer catalogues and sweeps out what has expired, for ever.
    pub async fn keep_house(self) {
        let mut looks = tokio::time::interval(LOOK);
        let mut since_sweep = SWEEP;
        loop {
            looks.tick().await;
            if let Err(error) = self.refresh().await {
                tracing::warn!("could not look for a newer catalogue: {error}");
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
            Ok(swept) if swept.scenarios + swept.catalogs > 0 => {
                tracing::info!("swept out {} scenarios past their day, {} catalogues", swept.scenarios, swept.catalogs);
            }
            Ok(_) | Err(SaveError::Stopping) => {}
            Err(error) => tracing::warn!("what has expired was not swept out: {error}"),
        }
    }

    /// Lets a client write, unless it does so too often.
    pub fn admit(&self, client: IpAddr) -> Result<(), Refusal> {
        let limiter = &self.0.limiter;
        limiter.admit(client, Instant::now()).map_err(|wait| {
            let detail = format!(
                "From your address, scenarios can be saved and deleted {} times a minute, {} of them at once. Try again in {}.",
                limiter.per_minute(),
                limiter.at_once(),
                seconds(wait)
            );
            Refusal::new(Kind::TooMany, detail).after(wait)
        })
    }

    /// Whether something may be saved, or everything that is wrong with it.
    pub fn check(&self, wanted: &Wanted) -> Result<(), Refusal> {
        check(&wanted.clone().tidy().content(self.current().name))
    }

    /// Saves a scenario. When this returns, it survives a crash and a loss of power.
    pub async fn save(&self, wanted: Wanted) -> Result<Saving, Refusal> {
        let wanted = wanted.tidy();
        let current = self.current();
        let mut content = wanted.content(current.name.clone());
        check(&content)?;
        let Some(region) = current.site.region(&wanted.scenario.region) else {
            return Err(Refusal::new(
                Kind::Conflict,
                "The catalogue has no such region any more. Load the page again.",
            ));
        };
        content.decided = Decided::of(&region.catalog, &wanted.scenario).to_text();
        let saved = self.0.saves.save(content).await;
        if matches!(saved, Err(SaveError::UnknownCatalog { .. })) {
            // another process has imported a newer one; the next try finds it
            self.refresh().await.map_err(|error| unreadable(&error))?;
        }
        Ok(saved?)
    }

    /// Opens a saved scenario; links to it begin with `base`.
    pub async fn open(&self, id: Id, base: &str) -> Result<Opening, Refusal> {
        match self.0.store.saved(id).await.map_err(|error| unreadable(&error))? {
            Opened::NotFound => Ok(Opening::NotFound),
            Opened::Expired { at } => Ok(Opening::Expired { at }),
            Opened::Found(saved) => Ok(Opening::Found(Box::new(self.page(*saved, base).await?))),
        }
    }

    async fn page(
        &self,
        Saved { id, content, created_at, expires_at }: Saved,
        base: &str,
    ) -> Result<SavedPage, Refusal> {
        let scenario = from_query(&content.query).scenario;
        let current = self.current();
        let catalog_now = current.site.region(&scenario.region).map(|region| region.catalog.clone());
        let is_same_catalog = content.catalog == current.name;
        let catalog_then = match catalog_now.clone().filter(|_| is_same_catalog) {
            Some(catalog) => catalog,
            None => self.catalog_of(&content.catalog, &scenario.region).await?,
        };
        // a later Berth may have written them in another form
        let decided = Decided::from_text(&content.decided).unwrap_or_else(|| Decided::of(&catalog_then, &scenario));
        Ok(SavedPage {
            url: format!("{base}/s/{id}"),
            id: id.to_string(),
            title: content.title,
            note: content.note,
            parent: content.parent.map(|id| id.to_string()),
            created_at,
            expires_at,
            scenario,
            decided,
            catalog_then,
            catalog_now,
            model_then: content.model_version,
            is_current: is_same_catalog && content.model_version == MODEL_VERSION,
        })
    }

    async fn catalog_of(&self, name: &CatalogRef, region: &str) -> Result<Arc<Catalog>, Refusal> {
        let found = self.0.kept.get(&self.0.store, name, region).await.map_err(|error| unreadable(&error))?;
        found.ok_or_else(|| {
            let detail = format!("The store does not hold {region} of the catalogue {}.", name.version);
            Refusal::new(Kind::Unavailable, detail)
        })
    }

    /// Deletes a saved scenario for whoever has its token.
    pub async fn delete(&self, id: Id, token: Token) -> Result<Deletion, Refusal> {
        Ok(self.0.saves.delete(id, token).await?)
    }

    /// Reads a newer catalogue where another process has imported one.
    async fn refresh(&self) -> Result<(), StoreError> {
        if self.0.store.catalog_ref().await? == self.current().name {
            return Ok(());
        }
        let newer = Current::of(&self.0.store).await?;
        tracing::info!("the catalogue is {} from now on", newer.name.version);
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = newer;
        Ok(())
    }

    pub fn current(&self) -> Current {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What an answer about a saved scenario depends on, beside the scenario itself: the catalogue, the
    /// model, and this run of the program.
    pub fn state(&self) -> String {
        let hash = self.current().name.content_hash;
        format!("{}-{MODEL_VERSION}-{:x}", hash.get(..12).unwrap_or_default(), self.0.run)
    }

    /// Whether clients are named by a proxy in front.
    pub fn is_behind_proxy(&self) -> bool {
        self.0.options.behind_proxy
    }

    /// Where the site is, if the settings say.
    pub fn public_url(&self) -> Option<&str> {
        self.0.options.public_url.as_deref()
    }

    /// Where the site is: by the settings, by the request, or where it listens.
    pub fn base_url(&self, headers: &HeaderMap) -> String {
        if let Some(url) = self.public_url() {
            return url.to_owned();
        }
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST.as_str()).filter(|host| host.parse::<Authority>().is_ok() && !host.contains('@'));
        let Some(host) = host else { return self.0.address.clone() };
        let is_https = self.is_behind_proxy() && text("x-forwarded-proto") == Some("https");
        format!("{}://{host}", if is_https { "https" } else { "http" })
    }
}

impl Current {
    /// The current catalogue, installed as the site. Another process may import one at any moment, so name
    /// and figures are asked for until both are of the same.
    async fn of(store: &Store) -> Result<Current, StoreError> {
        loop {
            let name = store.catalog_ref().await?;
            if let Some(catalogs) = store.catalogs_of(&name).await? {
                return Ok(Current { name, site: site::install(catalogs) });
            }
        }
    }
}

fn seconds(wait: Duration) -> String {
    match wait.as_millis().div_ceil(1_000).max(1) {
        1 => "1 second".into(),
        n => format!("{n} seconds"),
    }
}

/// The operator reads the cause, the visitor that it may pass.
fn unreadable(error: &StoreError) -> Refusal {
    tracing::error!("a saved scenario could not be read: {error}");
    Refusal::new(Kind::Unavailable, "The store cannot be read at the moment. Try again in a few seconds.")
        .after(A_MOMENT)
}
