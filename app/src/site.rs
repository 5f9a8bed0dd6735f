//! What the server has ready before the first request: every region's catalogue, planned with as it
//! stands and encoded for the browser.

use crate::wire;
use model::catalog::Catalog;
use std::sync::{Arc, OnceLock};

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
}

static SITE: OnceLock<Site> = OnceLock::new();

/// Installs the catalogues; the first call wins, for the life of the process.
pub fn install(catalogs: Vec<Catalog>) -> &'static Site {
    SITE.get_or_init(|| Site { regions: catalogs.into_iter().map(SiteRegion::new).collect() })
}

/// The site. Empty until [`install`].
pub fn site() -> &'static Site {
    static EMPTY: Site = Site { regions: Vec::new() };
    SITE.get().unwrap_or(&EMPTY)
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

    /// What the browser fetches at a URL.
    pub fn payload(&self, url: &str) -> Option<&SiteRegion> {
        self.regions.iter().find(|r| r.url == url)
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
