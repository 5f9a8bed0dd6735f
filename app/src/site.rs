//! What the server has ready before the first request: every region's catalogue, ready to plan with and as bytes for
//! the browser. A newer catalogue replaces it while the server runs; requests keep the one that they began with.

use leptos::prelude::use_context;
use model::catalog::edition::EditionHash;
use model::catalog::{Catalog, UnpricedRegion};
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

/// Letters of an edition's hash in the address of its download.
const HASH_IN_URL: usize = 16;

/// One region of the catalogue, to be served.
pub struct SiteEdition {
    /// The region.
    pub catalog: Catalog,
    /// Names the bytes.
    pub hash: EditionHash,
    /// As [`model::catalog::wire`] writes them.
    pub bytes: Vec<u8>,
}

/// One region, ready to serve.
pub struct SiteRegion {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// Names its edition.
    pub hash: EditionHash,
    /// What the browser fetches.
    pub download: Arc<Download>,
    /// The default scenario here: most first pages are of it.
    usual: OnceLock<Arc<Evaluation>>,
}

impl SiteRegion {
    /// A scenario of this region with all that follows from it. That of the default one is worked out once.
    pub fn evaluation(&self, scenario: Scenario) -> Arc<Evaluation> {
        let of = |scenario| Arc::new(Evaluation::of(self.catalog.clone(), scenario));
        let usual = Scenario { region: scenario.region.clone(), ..Scenario::default() };
        if scenario == usual { self.usual.get_or_init(|| of(usual)).clone() } else { of(scenario) }
    }
}

/// A region's edition as the browser fetches it.
pub struct Download {
    /// Its address; the name carries a content hash, so the bytes never change.
    pub url: String,
    /// The bytes, uncompressed.
    pub bytes: Arc<[u8]>,
    packed: OnceLock<Arc<[u8]>>,
}

/// All regions, in code order.
#[derive(Default)]
pub struct Site {
    regions: Vec<SiteRegion>,
    /// Regions of which no price is known, in code order.
    unpriced: Vec<UnpricedRegion>,
    /// Of the site before this one: pages under way still fetch them. Those before that are gone.
    earlier: Vec<Arc<Download>>,
}

// A lock that is held for the time of one `Arc::clone`: as fast as is needed, and no library for it.
static SITE: LazyLock<RwLock<Arc<Site>>> = LazyLock::new(RwLock::default);

/// Replaces the site. The one before lives as long as a request holds it.
pub fn install(editions: Vec<SiteEdition>, unpriced: Vec<UnpricedRegion>) -> Arc<Site> {
    let mut current = SITE.write().unwrap_or_else(PoisonError::into_inner);
    *current = Arc::new(Site::after(&current, editions).with_unpriced(unpriced));
    current.clone()
}

/// The site: that of the page that is rendered, else the newest. Empty until [`install`].
pub fn site() -> Arc<Site> {
    use_context().unwrap_or_else(newest)
}

/// The newest site, for a request that begins.
pub fn newest() -> Arc<Site> {
    SITE.read().unwrap_or_else(PoisonError::into_inner).clone()
}

impl Site {
    /// The site of these editions. Regions with equal tables of types share one.
    pub fn after(before: &Site, editions: Vec<SiteEdition>) -> Site {
        let mut regions: Vec<SiteRegion> = Vec::with_capacity(editions.len());
        for SiteEdition { mut catalog, hash, bytes } in editions {
            if let Some(first) = regions.first() {
                catalog.share(&first.catalog);
            }
            let download = Arc::new(Download::new(&catalog.region.code, hash, bytes));
            regions.push(SiteRegion { catalog: Arc::new(catalog), hash, download, usual: OnceLock::new() });
        }
        let earlier = before.regions.iter().map(|region| region.download.clone()).collect();
        Site { regions, unpriced: Vec::new(), earlier }
    }

    /// The same with regions of which no price is known.
    pub fn with_unpriced(self, unpriced: Vec<UnpricedRegion>) -> Site {
        Site { unpriced, ..self }
    }

    /// Regions of which no price is known, in code order.
    pub fn unpriced(&self) -> &[UnpricedRegion] {
        &self.unpriced
    }

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
    pub fn download(&self, url: &str) -> Option<Arc<Download>> {
        let current = self.regions.iter().map(|region| &region.download);
        current.chain(&self.earlier).find(|download| download.url == url).cloned()
    }
}

impl Download {
    fn new(region: &str, hash: EditionHash, bytes: Vec<u8>) -> Download {
        let url = format!("/catalog/{region}.{:.*}.bin", HASH_IN_URL, hash.to_string());
        Download { url, bytes: bytes.into(), packed: OnceLock::new() }
    }

    /// The bytes compressed, at the first call, and kept as long as this is.
    pub fn packed(&self, pack: impl FnOnce(&[u8]) -> Vec<u8>) -> Arc<[u8]> {
        self.packed.get_or_init(|| pack(&self.bytes).into()).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::m5_large;
    use leptos::prelude::{Owner, provide_context};
    use model::catalog::wire::encode;
    use std::sync::Weak;

    /// Three regions of a catalogue, told apart from others by its version.
    fn editions(version: u32) -> Vec<SiteEdition> {
        let edition = |code: &str| {
            let mut catalog = m5_large();
            catalog.version = format!("2026-11-23.{version}");
            catalog.region.code = code.into();
            let bytes = encode(&catalog);
            let mut hash = [0; 32];
            hash[..4].copy_from_slice(&version.to_be_bytes());
            SiteEdition { catalog, hash: EditionHash(hash), bytes }
        };
        ["eu-west-1", "us-east-1", "us-west-2"].map(edition).into()
    }

    #[test]
    fn regions_share_one_table_of_types() {
        let site = Site::after(&Site::default(), editions(1));
        let types: Vec<_> = site.regions().iter().map(|region| &region.catalog.types).collect();
        assert!(types.windows(2).all(|pair| Arc::ptr_eq(pair[0], pair[1])));
        let history: Vec<_> = site.regions().iter().map(|region| &region.catalog.history).collect();
        assert!(history.windows(2).all(|pair| Arc::ptr_eq(pair[0], pair[1])));
    }

    #[test]
    fn of_fifty_sites_the_newest_lives_and_the_one_that_is_held() {
        let mut site = Arc::new(Site::default());
        let mut seen: Vec<(Weak<Site>, Weak<Catalog>, Weak<Download>)> = Vec::new();
        let mut held = None;
        for version in 1..=50 {
            site = Arc::new(Site::after(&site, editions(version)));
            let region = &site.regions()[0];
            seen.push((Arc::downgrade(&site), Arc::downgrade(&region.catalog), Arc::downgrade(&region.download)));
            if version == 20 {
                held = Some(site.clone());
            }
        }
        let alive = |at: usize| {
            let (site, catalog, download) = &seen[at - 1];
            [site.strong_count() > 0, catalog.strong_count() > 0, download.strong_count() > 0]
        };
        for version in 1..=50 {
            let expected = match version {
                // what pages of the site before still fetch
                19 | 49 => [false, false, true],
                20 | 50 => [true, true, true],
                _ => [false, false, false],
            };
            assert_eq!(alive(version), expected, "{version}");
        }
        assert_eq!(held.map(|site| site.regions()[0].catalog.version.clone()).as_deref(), Some("2026-11-23.20"));
        assert_eq!(alive(20), [false, false, false]);
    }

    #[test]
    fn only_the_default_scenario_of_a_region_is_kept() {
        let site = Site::after(&Site::default(), editions(1));
        let region = &site.regions()[0];
        let usual = Scenario { region: region.catalog.region.code.clone(), ..Scenario::default() };
        let first = region.evaluation(usual.clone());
        assert!(Arc::ptr_eq(&first, &region.evaluation(usual.clone())));
        assert_eq!(*first.plan(), *Evaluation::of(region.catalog.clone(), usual.clone()).plan());
        let other = Scenario { chosen: Some("m5.large".into()), ..usual };
        assert!(!Arc::ptr_eq(&region.evaluation(other.clone()), &region.evaluation(other)));
    }

    #[test]
    fn a_page_keeps_the_site_that_it_began_with() {
        let began = Arc::new(Site::after(&Site::default(), editions(1)));
        Owner::new().with(|| {
            provide_context(began.clone());
            assert!(Arc::ptr_eq(&site(), &began));
            assert!(!Arc::ptr_eq(&newest(), &began));
            // in a part of the page as well
            Owner::new().with(|| assert!(Arc::ptr_eq(&site(), &began)));
        });
        assert!(!Arc::ptr_eq(&site(), &began));
    }

    #[test]
    fn downloads_of_the_site_before_are_found_and_older_ones_are_not() {
        let mut site = Site::default();
        let mut urls = Vec::new();
        for version in 1..=3 {
            site = Site::after(&site, editions(version));
            urls.push(site.regions()[1].download.url.clone());
        }
        assert_eq!(urls[2], "/catalog/us-east-1.0000000300000000.bin");
        let found: Vec<bool> = urls.iter().map(|url| site.download(url).is_some()).collect();
        assert_eq!(found, [false, true, true]);
    }
}
