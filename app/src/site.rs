//! What the server has ready before the first request: every region's catalogue, planned with as it
//! stands and encoded for the browser. A newer catalogue takes its place while the server runs.

use model::catalog::{Catalog, wire};
use std::sync::{Arc, PoisonError, RwLock};

/// One region, ready to serve.
pub struct SiteRegion {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// Where the browser fetches it; the name carries a content hash.
    pub url: String,
    /// What it fetches there, uncompressed.
    pub payload: Vec<u8>,
}

/// All regions, in code order.
pub struct Site {
    regions: Vec<SiteRegion>,
    /// The site that this one took the place of: pages under way still fetch its catalogues.
    earlier: Option<&'static Site>,
}

static EMPTY: Site = Site { regions: Vec::new(), earlier: None };
static SITE: RwLock<&'static Site> = RwLock::new(&EMPTY);

/// Installs the catalogues in the place of those before. They stay in memory for the life of the process:
/// a newer catalogue is imported a few times a year, and requests need no lock for it.
pub fn install(catalogs: Vec<Catalog>) -> &'static Site {
    let regions: Vec<SiteRegion> = catalogs.into_iter().map(SiteRegion::new).collect();
    let mut current = SITE.write().unwrap_or_else(PoisonError::into_inner);
    let earlier = (!current.regions.is_empty()).then_some(*current);
    *current = Box::leak(Box::new(Site { regions, earlier }));
    *current
}

/// The site. Empty until [`install`].
pub fn site() -> &'static Site {
    *SITE.read().unwrap_or_else(PoisonError::into_inner)
}

impl Site {
    /// All regions, in code order.
    pub fn regions(&self) -> &[SiteRegion] {
        &self.regions
    }

    /// A region by code.
    pub fn region(&self, code: &str) -> Option<&SiteRegion> {
        self.regions.iter().find(|r| r.catalog.region.code == code)
    }

    /// The oldest and the newest date of the regions' on-demand prices: `2026-07-01 to 2026-07-20`.
    pub fn price_dates(&self) -> String {
        let published = || self.regions.iter().map(|r| r.catalog.region.on_demand_as_of.as_str());
        let (oldest, newest) = (published().min().unwrap_or_default(), published().max().unwrap_or_default());
        if oldest == newest { newest.to_string() } else { format!("{oldest} to {newest}") }
    }

    /// What the browser fetches at a URL.
    pub fn payload(&self, url: &str) -> Option<&SiteRegion> {
        self.regions.iter().find(|r| r.url == url).or_else(|| self.earlier?.payload(url))
    }
}

impl SiteRegion {
    fn new(catalog: Catalog) -> SiteRegion {
        let payload = wire::encode(&catalog);
        let url = format!("/catalog/{}.{:016x}.bin", catalog.region.code, fnv1a(&payload));
        SiteRegion { catalog: Arc::new(catalog), url, payload }
    }
}

/// FNV-1a: a content hash that is the same on every machine.
fn fnv1a(data: &[u8]) -> u64 {
    data.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
