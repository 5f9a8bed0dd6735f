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
            spot_source: source_of(sources, &spot_as_of),
            reserved_source: source_of(sources, &reserved_as_of),
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
    let own = |date: &str, common: &str| {
        (date != common).then(|| Dated { as_of: date.to_owned(), source: source_of(sources, date) })
    };
    RegionFigures {
        on_demand_source: source_of(sources, &catalog.region.on_demand_as_of),
        spot: own(&catalog.spot_as_of, spot_as_of),
        reserved: catalog.reserved_as_of.as_deref().and_then(|date| own(date, reserved_as_of)),
        region: catalog.region,
        offers: catalog.offers,
    }
}

/// The source of a date: the last of several, which a refresh has added; of none the first there is.
fn source_of(sources: &[Source], date: &str) -> String {
    sources
        .iter()
        .rfind(|source| source.date == date)
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
