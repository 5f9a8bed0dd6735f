//! A store's current catalogue as figures again: what a refresh begins with.

use crate::catalog::{CurrentCatalog, Summary};
use catalog_files::{Correction, Dated, Figures, RegionFigures, Source};
use model::catalog::Catalog;

impl CurrentCatalog {
    /// Its figures. Sources are told by their date, as in the catalogue's files; corrections are not in editions and come from
    /// the caller, who knows those of types that the catalogue has.
    pub fn figures(self, summary: &Summary, corrections: &[Correction]) -> Figures {
        let CurrentCatalog { name, editions, unpriced_regions } = self;
        let catalogs: Vec<Catalog> = editions.into_iter().map(|edition| edition.catalog).collect();
        let (types, history) = match catalogs.first() {
            Some(first) => (first.types.to_vec(), first.history.to_vec()),
            None => Default::default(),
        };
        let known = |correction: &&Correction| types.iter().any(|t| t.name == correction.instance_type);
        let corrections = corrections.iter().filter(known).cloned().collect();
        let spot_as_of = summary.spot_as_of.clone();
        let reserved_as_of = most_common(catalogs.iter().filter_map(|catalog| catalog.reserved_as_of.as_deref()));
        let sources = &summary.sources;
        Figures {
            version: name.version,
            content_hash: name.content_hash,
            spot_source: source_of(sources, &spot_as_of, SPOT),
            reserved_source: source_of(sources, &reserved_as_of, RESERVED),
            regions: catalogs
                .into_iter()
                .map(|catalog| region(catalog, sources, &spot_as_of, &reserved_as_of))
                .collect(),
            spot_as_of,
            reserved_as_of,
            sources: sources.clone(),
            types,
            corrections,
            unpriced_regions,
            history,
        }
    }
}

fn region(catalog: Catalog, sources: &[Source], spot_as_of: &str, reserved_as_of: &str) -> RegionFigures {
    let dated = |date: &str, what| Dated { as_of: date.to_owned(), source: source_of(sources, date, what) };
    let own = |date: &str, common: &str, what| (date != common).then(|| dated(date, what));
    RegionFigures {
        on_demand_source: source_of(sources, &catalog.region.on_demand_as_of, ON_DEMAND),
        spot: own(&catalog.spot_as_of, spot_as_of, SPOT),
        reserved: catalog.reserved_as_of.as_deref().and_then(|date| own(date, reserved_as_of, RESERVED)),
        auto_mode: catalog.auto_mode_as_of.as_deref().map(|date| dated(date, AUTO_MODE)),
        region: catalog.region,
        offers: catalog.offers,
    }
}

// What sources say that they are used for.
const ON_DEMAND: &str = "on-demand";
const SPOT: &str = "spot";
const RESERVED: &str = "Reserved";
const AUTO_MODE: &str = "Auto Mode";

/// The source of a date that is used for something: the last of several, which a refresh has added. Of none the last of that
/// date, else the first there is.
fn source_of(sources: &[Source], date: &str, what: &str) -> String {
    let dated = || sources.iter().filter(|source| source.date == date);
    dated()
        .rfind(|source| source.used_for.contains(what))
        .or_else(|| dated().next_back())
        .or(sources.first())
        .map(|source| source.id.clone())
        .unwrap_or_default()
}

/// The date that most have; the latest of several; nothing where there are none.
fn most_common<'a>(dates: impl Iterator<Item = &'a str>) -> String {
    let mut sorted: Vec<&str> = dates.collect();
    sorted.sort_unstable();
    let most = sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    most.map(|same| same[0].to_owned()).unwrap_or_default()
}
